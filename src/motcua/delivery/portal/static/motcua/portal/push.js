/** The switch for messages to this browser: says plainly what the browser can, and what stands. */

const box = document.querySelector("[data-push]");
if (box) begin(box);

async function begin(box) {
  const told = box.querySelector("[data-push-told]");
  const [on, off] = [box.querySelector("[data-push-on]"), box.querySelector("[data-push-off]")];
  const say = (what) => { told.textContent = told.dataset[what]; };
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return say("unable");
  const worker = await navigator.serviceWorker.register(box.dataset.worker, { scope: "/" });

  /** What the browser says now: blocked, on or off. */
  const show = async () => {
    const standing = await worker.pushManager.getSubscription();
    const blocked = Notification.permission === "denied";
    on.hidden = blocked || Boolean(standing);
    off.hidden = !standing;
    say(blocked ? "refused" : standing ? "isOn" : "isOff");
  };
  on.addEventListener("click", () => change(say, show, async () => {
    if (await Notification.requestPermission() !== "granted") return;
    await navigator.serviceWorker.ready;
    const key = fromBase64(box.dataset.push);
    const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    try {
      await keep(box.dataset.keep, subscription, true);
    } catch (error) {
      await subscription.unsubscribe();
      throw error;
    }
  }));
  off.addEventListener("click", () => change(say, show, async () => {
    const subscription = await worker.pushManager.getSubscription();
    if (!subscription) return;
    await keep(box.dataset.keep, subscription, false);
    await subscription.unsubscribe();
  }));
  await show();
}

/** Does it, then shows how it stands; what failed is said and changed nothing. */
async function change(say, show, act) {
  try {
    await act();
    await show();
  } catch (error) {
    await show();
    say(error instanceof DOMException ? "unable" : "failed"); // a browser without a push service, or a line that broke
  }
}

async function keep(address, subscription, on) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify({ subscription, on }) });
  if (!answer.ok) throw new Error(`${answer.status}`);
}

function fromBase64(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** Shows the city's messages while no page of it is open, and opens what they are about. */

addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : { title: "Một Cửa", body: "", url: "/thong-bao/", tag: "" };
  event.waitUntil(registration.showNotification(told.title, { body: told.body, tag: told.tag, data: { url: told.url }, lang: "vi" }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

/** Only addresses of this city are opened, in a window that is there already if one is. */
async function open(url) {
  const address = new URL(url, location.origin);
  const target = address.origin === location.origin ? address.href : `${location.origin}/thong-bao/`;
  const windows = await clients.matchAll({ type: "window" });
  const mine = windows.find((each) => each.url === target);
  return mine ? mine.focus() : clients.openWindow(target);
}

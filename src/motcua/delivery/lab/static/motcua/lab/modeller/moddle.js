// The city's own attributes, so that the modeller keeps them where they stand.
export const motcua = {
  name: "Một Cửa",
  uri: "urn:motcua:bpmn:1",
  prefix: "motcua",
  xml: { tagAlias: "lowerCase" },
  types: [
    { name: "Lane", extends: ["bpmn:Lane"], properties: [{ name: "role", isAttr: true, type: "String" }] },
    {
      name: "Activity",
      extends: ["bpmn:SendTask", "bpmn:ServiceTask"],
      properties: [{ name: "wait", isAttr: true, type: "String" }],
    },
    {
      name: "Several",
      extends: ["bpmn:MultiInstanceLoopCharacteristics"],
      properties: [
        { name: "collection", isAttr: true, type: "String" },
        { name: "item", isAttr: true, type: "String" },
      ],
    },
    { name: "Rule", extends: ["bpmn:BusinessRuleTask"], properties: [{ name: "decision", isAttr: true, type: "String" }] },
    {
      name: "Timer",
      extends: ["bpmn:TimerEventDefinition"],
      properties: [
        { name: "workingHours", isAttr: true, type: "String" },
        { name: "workingDays", isAttr: true, type: "String" },
      ],
    },
  ],
};

export { defineEvent, type EventType } from "./define-event.ts";
export { emit } from "./emit.ts";
export {
  createEventBus,
  type Delivery,
  type EventBus,
  type EventBusOptions,
  type Subscriber,
} from "./event-bus.ts";
export { createHook, type Hook, type HookHandler } from "./hook.ts";

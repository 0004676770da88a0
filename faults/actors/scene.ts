import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, type Call, type Caller, Unanswered } from "../gallery/caller.ts";
import type { Outcome, World } from "../model/world.ts";
import type { Random } from "../random.ts";

/** What an actor acts in: one round at one gallery. */
export type Scene = {
  world: World;
  caller: Caller;
  /** The actor's own. */
  random: Random;
  /** Of the actor in this round: makes what it creates unique. */
  name: string;
  isOver: () => boolean;
  /** The fault explains answers of status 500. */
  mayFail: () => boolean;
};

/** Does one piece of work after another; made anew for every round. */
export type Actor = (scene: Scene) => () => Promise<void>;

const AFTER_FAILURE_MS = 50;

/** Lets an actor work until the round is over. */
export async function perform(actor: Actor, scene: Scene): Promise<void> {
  const step = actor(scene);
  while (!scene.isOver()) {
    try {
      await step();
      // Who finds nothing to do may not keep the others from working.
      await sleep(1);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      if (error.status === 500 && !scene.mayFail()) {
        scene.world.violate("no-unexpected-answer", `${scene.name}: ${error.message}`);
      }
      await sleep(AFTER_FAILURE_MS);
    }
  }
}

/**
 * Asks for something and takes note of how it ended.
 * @param settle hears the outcome, also when there is no answer.
 * @throws {Unanswered}
 */
export async function attempt(
  { world, caller }: Pick<Scene, "world" | "caller">,
  call: Call,
  settle: (outcome: Outcome, answer: Answer | undefined) => void = () => {},
): Promise<Answer> {
  let answer: Answer;
  try {
    answer = await caller.call(call);
  } catch (error) {
    const unknown = { kind: "unknown" } as const;
    world.count(unknown);
    settle(unknown, undefined);
    throw error;
  }
  const outcome: Outcome =
    answer.status < 300 ? { kind: "acknowledged" } : { kind: "refused", code: codeOf(answer) };
  world.count(outcome);
  settle(outcome, answer);
  return answer;
}

function codeOf({ json, status }: Answer): string {
  const { code } = json;
  return typeof code === "string" ? code : String(status);
}

import { assetPath } from "../actors/paths.ts";
import type { RepositoryRecord } from "../model/world.ts";
import { nameOf } from "../model/world.ts";
import { ask, type Site } from "./site.ts";

/** What was made is there, what was deleted is not; what had no answer is one of both from now on. */
export async function checkPresence(site: Site): Promise<void> {
  for (const repository of site.world.repositories) await settleRepository(site, repository);
  for (const repository of site.world.present) await settleBranches(site, repository);
}

async function settleRepository(site: Site, repository: RepositoryRecord): Promise<void> {
  const { world, caller } = site;
  const { owner, created, deleted } = repository;
  const name = nameOf(repository);
  const { status, json } = await caller.call({ path: assetPath(repository, name), as: owner });
  const isThere = status === 200;
  if (created.kind === "refused" || deleted?.kind === "acknowledged") {
    if (isThere) world.violate("deleted-is-gone", `${owner.name}/${name} is there`);
    return;
  }
  if (isThere) {
    settleName(site, repository, String(json["name"]));
    repository.created = { kind: "acknowledged" };
    repository.deleted = undefined;
    return;
  }
  if (created.kind === "acknowledged" && deleted === undefined) {
    world.violate("acknowledged-is-there", `${owner.name}/${name} answered ${status}`);
  }
  repository.deleted = { kind: "acknowledged" };
}

function settleName({ world }: Site, repository: RepositoryRecord, actual: string): void {
  const { names } = repository;
  const isPossible = nameOf(repository) === actual || names[0] === actual;
  if (!isPossible) {
    world.violate("acknowledged-is-there", `${nameOf(repository)} is called ${actual}`);
  }
  repository.names = [...names.filter((name) => name !== actual), actual];
}

type Ref = { name: string; commit: string };

async function settleBranches(site: Site, repository: RepositoryRecord): Promise<void> {
  const refs = await ask(site, repository, "refs");
  const branches = (refs?.["branches"] ?? []) as Ref[];
  const names = new Set(branches.map(({ name }) => name));
  for (const branch of repository.branches) {
    const { name, created, deleted } = branch;
    const isThere = names.delete(name);
    const mustBe = created.kind === "acknowledged" && deleted === undefined;
    const mustNotBe = created.kind === "refused" || deleted?.kind === "acknowledged";
    if (mustBe && !isThere) site.world.violate("acknowledged-is-there", `branch ${name} is lost`);
    if (mustNotBe && isThere) site.world.violate("deleted-is-gone", `branch ${name} is there`);
    branch.created = isThere || mustBe ? { kind: "acknowledged" } : branch.created;
    branch.deleted = isThere ? undefined : { kind: "acknowledged" };
  }
  names.delete("main");
  for (const name of names) site.world.violate("nothing-unasked", `there is a branch ${name}`);
}

import { nameOf, type RepositoryRecord } from "../model/world.ts";

/** The address of a call on a repository; every repository of the campaign is a model. */
export function repositoryPath(repository: RepositoryRecord, rest: string): string {
  return `/api/v1/repositories/model/${repository.owner.name}/${nameOf(repository)}/${rest}`;
}

export function assetPath({ owner }: RepositoryRecord, name: string): string {
  return `/api/v1/assets/model/${owner.name}/${name}`;
}

/** A path as it stands in an address, its `/` kept. */
export function inUrl(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

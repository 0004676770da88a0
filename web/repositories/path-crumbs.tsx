import { Fragment } from "react";
import { revisionHref } from "../app/addresses.ts";
import { addressOf, useAsset } from "../assets/asset/use-asset.ts";
import { PageLink } from "../ui/page-link.tsx";
import { stepsTo } from "./paths.ts";
import classes from "./repository.module.css";

/** The way from the repository's root to a path. */
export function PathCrumbs({ revision, path }: { revision: string; path: string }) {
  const asset = useAsset();
  const address = addressOf(asset);
  const steps = [{ name: asset.name, path: "" }, ...stepsTo(path)];
  return (
    <ol className={classes.crumbs}>
      {steps.map((step, index) => (
        <Fragment key={step.path}>
          {index > 0 ? (
            <li className={classes.slash} aria-hidden="true">
              /
            </li>
          ) : null}
          <li>
            {index === steps.length - 1 ? (
              <span aria-current="page">{step.name}</span>
            ) : (
              <PageLink href={revisionHref(address, "tree", { revision, path: step.path })}>
                {step.name}
              </PageLink>
            )}
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

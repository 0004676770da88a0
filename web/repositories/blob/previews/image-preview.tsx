import type { FileDetail } from "#contract/repositories/repository.ts";
import { contentHref } from "../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import classes from "../blob.module.css";

export function ImagePreview({ file }: { file: FileDetail }) {
  const href = contentHref(addressOf(useAsset()), { revision: file.commit, path: file.path });
  return (
    <div className={classes.image}>
      <img src={href} alt={file.name} />
    </div>
  );
}

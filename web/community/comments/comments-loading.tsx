import { Skeleton } from "@mantine/core";
import classes from "./comments.module.css";

/** Stands where comments will. */
export function CommentsLoading() {
  return (
    <div aria-busy="true" className={classes.threads}>
      {[0, 1, 2].map((each) => (
        <div key={each} className={classes.comment}>
          <Skeleton height={32} circle />
          <div className={classes.content}>
            <Skeleton height={14} width="30%" mb={10} />
            <Skeleton height={12} mb={6} />
            <Skeleton height={12} width="75%" />
          </div>
        </div>
      ))}
    </div>
  );
}

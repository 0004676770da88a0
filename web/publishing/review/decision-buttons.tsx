import { Button, Kbd } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Review } from "#contract/publishing/review.ts";
import { DecisionDialog } from "./decision-dialog.tsx";
import classes from "./review.module.css";

/** Approve and reject, also by the keys A and R; nothing where there is nothing to decide. */
export function DecisionButtons({ review }: { review: Review }) {
  const { t } = useTranslation("review");
  const [isApproving, approval] = useDisclosure(false);
  const [isRejecting, rejection] = useDisclosure(false);
  const mayDecide = review.state === "open" && review.bar === null && !review.isChanged;
  const isBlocked =
    review.subject !== "commit" && review.findings.some(({ isBlocking }) => isBlocking);
  useHotkeys([
    ["a", () => (mayDecide && !isBlocked ? approval.open() : undefined)],
    ["r", () => (mayDecide ? rejection.open() : undefined)],
  ]);
  if (!mayDecide) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconX size={16} />}
        rightSection={<Kbd className={classes.key ?? ""}>R</Kbd>}
        onClick={rejection.open}
      >
        {t("reject.action")}
      </Button>
      <Button
        leftSection={<IconCheck size={16} />}
        rightSection={<Kbd className={classes.key ?? ""}>A</Kbd>}
        disabled={isBlocked}
        onClick={approval.open}
      >
        {t("approve.action")}
      </Button>
      {isApproving ? (
        <DecisionDialog review={review} decision="approve" onClose={approval.close} />
      ) : null}
      {isRejecting ? (
        <DecisionDialog review={review} decision="reject" onClose={rejection.close} />
      ) : null}
    </>
  );
}

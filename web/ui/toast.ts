import { notifications } from "@mantine/notifications";
import { useProblemText } from "./problem-text.ts";

/** A short word at the corner that something was done. */
export function toast(message: string): void {
  notifications.show({ message, color: "accent" });
}

/** The same for a failure that has no better place: `onError: useProblemToast()`. */
export function useProblemToast(): (error: unknown) => void {
  const describe = useProblemText();
  return (error) => {
    const { title, detail, hint } = describe(error);
    notifications.show({
      title,
      message: [detail, hint].filter(Boolean).join(" "),
      color: "red",
      autoClose: 10_000,
    });
  };
}

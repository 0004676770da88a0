import { Avatar } from "@mantine/core";
import type { NamespaceSummary } from "#contract/fields.ts";

type NamespaceAvatarProps = {
  namespace: Pick<NamespaceSummary, "name" | "nickname" | "avatarUrl">;
  /** Pixels. */
  size?: number;
};

/** Picture or initial of a person or organisation; decoration beside the name. */
export function NamespaceAvatar({ namespace, size = 20 }: NamespaceAvatarProps) {
  const initial = [...(namespace.nickname || namespace.name)][0]?.toUpperCase();
  return (
    <Avatar
      src={namespace.avatarUrl}
      alt=""
      size={size}
      radius="50%"
      color="accent"
      aria-hidden="true"
    >
      {initial}
    </Avatar>
  );
}

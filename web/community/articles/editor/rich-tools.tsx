import { ActionIcon, Button, Menu, Popover, TextInput, Tooltip } from "@mantine/core";
import type { Editor } from "@milkdown/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconCode,
  IconHeading,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconMinus,
  IconSourceCode,
  IconStrikethrough,
  IconTable,
  type TablerIcon,
} from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./editor.module.css";
import {
  linkOf,
  makeHeading,
  marksOf,
  type RichCommand,
  runCommand,
  setLink,
} from "./rich-commands.ts";

const MARKS = [
  ["bold", IconBold],
  ["italic", IconItalic],
  ["strike", IconStrikethrough],
  ["code", IconCode],
] as const satisfies readonly (readonly [RichCommand, TablerIcon])[];

const BLOCKS = [
  ["bullets", IconList],
  ["numbers", IconListNumbers],
  ["quote", IconBlockquote],
  ["codeBlock", IconSourceCode],
  ["table", IconTable],
  ["rule", IconMinus],
] as const satisfies readonly (readonly [RichCommand, TablerIcon])[];

const LEVELS = [1, 2, 3, 4];

/** The buttons above the text; each says its name and whether the selection has it. */
export function RichTools({ editor }: { editor: Editor }) {
  const { t } = useTranslation("articles");
  const marks = marksOf(editor);
  return (
    <div className={classes.tools} role="toolbar" aria-label={t("tools.label")}>
      <Headings editor={editor} />
      {MARKS.map(([command, Icon]) => (
        <Tool
          key={command}
          label={t(`tools.${command}`)}
          icon={Icon}
          isPressed={marks[command]}
          onClick={() => runCommand(editor, command)}
        />
      ))}
      <LinkTool editor={editor} isPressed={marks.link} />
      <span className={classes.toolGap} />
      {BLOCKS.map(([command, Icon]) => (
        <Tool
          key={command}
          label={t(`tools.${command}`)}
          icon={Icon}
          onClick={() => runCommand(editor, command)}
        />
      ))}
      <span className={classes.toolGap} />
      <Tool
        label={t("tools.undo")}
        icon={IconArrowBackUp}
        onClick={() => runCommand(editor, "undo")}
      />
      <Tool
        label={t("tools.redo")}
        icon={IconArrowForwardUp}
        onClick={() => runCommand(editor, "redo")}
      />
    </div>
  );
}

type ToolProps = {
  label: string;
  icon: TablerIcon;
  isPressed?: boolean;
  onClick: () => void;
};

function Tool({ label, icon: Icon, isPressed, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={isPressed ? "light" : "subtle"}
        color={isPressed ? "accent" : "gray"}
        aria-label={label}
        aria-pressed={isPressed}
        // The text keeps its selection while the button is pressed.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClick}
      >
        <Icon size={18} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

function Headings({ editor }: { editor: Editor }) {
  const { t } = useTranslation("articles");
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("tools.heading")}>
          <IconHeading size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {LEVELS.map((level) => (
          <Menu.Item key={level} onClick={() => makeHeading(editor, level)}>
            {t("tools.heading")} {level}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => runCommand(editor, "paragraph")}>
          {t("tools.paragraph")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function LinkTool({ editor, isPressed }: { editor: Editor; isPressed: boolean }) {
  const { t } = useTranslation("articles");
  const [isOpen, setIsOpen] = useState(false);
  const [href, setHref] = useState("");
  const open = () => {
    setHref(linkOf(editor));
    setIsOpen(true);
  };
  const set = (address: string) => {
    setIsOpen(false);
    setLink(editor, address.trim());
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    event.stopPropagation();
    set(href);
  };
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus position="bottom" withinPortal>
      <Popover.Target>
        <span>
          <Tool label={t("tools.link")} icon={IconLink} isPressed={isPressed} onClick={open} />
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit} className={classes.linkForm}>
          <TextInput
            label={t("tools.linkTitle")}
            value={href}
            onChange={(event) => setHref(event.currentTarget.value)}
            inputMode="url"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus
          />
          <Button type="submit" size="xs">
            {t("tools.linkSet")}
          </Button>
          {isPressed ? (
            <Button variant="default" size="xs" onClick={() => set("")}>
              {t("tools.linkRemove")}
            </Button>
          ) : null}
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

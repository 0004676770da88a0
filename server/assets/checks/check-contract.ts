import type { CheckList } from "#contract/assets/check-results.ts";
import { type CheckedFiles, checkPresence } from "./checked-files.ts";
import { checkJsonFile } from "./json-file.ts";
import { judgeTrainParams } from "./judge-train-params.ts";

const FOLDER = "gallery_train";
const PARAMS_LIMIT_BYTES = 1_000_000;

/**
 * The contract of custom models (TOOL-10): which of its files is missing, empty or invalid.
 */
export async function checkContract(
  files: CheckedFiles,
): Promise<CheckList & { hasFolder: boolean }> {
  const pathOf = (name: string) => `${FOLDER}/${name}`;
  const names = ["train.py", "train_params.json", "dataset_readme.md", "requirement.txt"];
  const found = await files.find([FOLDER, ...names.map(pathOf)]);
  const presence = (name: string, isRequired = true) =>
    checkPresence(files, pathOf(name), { entry: found.get(pathOf(name)), isRequired });
  const params = checkJsonFile(files, pathOf("train_params.json"), {
    entry: found.get(pathOf("train_params.json")),
    isRequired: true,
    limitBytes: PARAMS_LIMIT_BYTES,
    judge: judgeTrainParams,
  });
  const checks = await Promise.all([
    presence("train.py"),
    params,
    presence("dataset_readme.md"),
    presence("requirement.txt", false),
  ]);
  // An empty list of packages to install is as good as none.
  const [train, trainParams, readme, requirement] = checks;
  const isMet = [train, trainParams, readme].every(({ state }) => state === "good");
  const tolerated = requirement.state === "empty" ? "good" : requirement.state;
  return {
    isMet: isMet && tolerated !== "invalid",
    files: [train, trainParams, readme, { ...requirement, state: tolerated }],
    hasFolder: found.get(FOLDER)?.type === "folder",
  };
}

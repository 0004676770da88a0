import packageFile from "../package.json" with { type: "json" };

/** The version of this gallery, as package.json has it. */
export const VERSION: string = packageFile.version;

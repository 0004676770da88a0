/** Traditional characters and their simplified forms, of the Open Chinese Convert project. */
declare module "opencc-js/dict/TSCharacters" {
  const table: string;
  export default table;
}

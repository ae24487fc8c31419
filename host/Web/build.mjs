// Bundles src/ into dist/, which is committed and embedded: whoever builds the host needs neither Node nor npm.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";

await rm("dist", { recursive: true, force: true });
await mkdir("dist");
await build({
  entryPoints: { app: "src/main.ts" },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
});
await copyFile("src/index.html", "dist/index.html");
await copyFile("src/icon.svg", "dist/icon.svg");
const uplot = JSON.parse(await readFile("node_modules/uplot/package.json", "utf8"));
const license = await readFile("node_modules/uplot/LICENSE", "utf8");
await writeFile(
  "dist/third-party-licenses.txt",
  `This page contains, bundled into app.js and app.css:\n\nuPlot ${uplot.version} (https://github.com/leeoniya/uPlot)\n\n${license}`,
);

// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/style.h"

namespace sillage::desk::report {

// Colours of text against their ground have a contrast of at least 4.5, marks of at least 3 (WCAG
// 2.2, 1.4.3 and 1.4.11). Heat takes six steps of viridis (van der Walt and Smith, 2015).
const std::string_view kStyle = R"css(
:root{color-scheme:light dark;--page:#f4f6f8;--card:#fff;--ink:#17202b;--quiet:#52606f;
--line:#d8dee6;--accent:#0b5d66;--in:#1f6f8b;--out:#b45f06;--track:#e9edf2;--grid:#e3e8ee;
--axis:#8793a1;--warn:#fff5dc;--warn-edge:#b87900;--bar:#2d708e;--stripe:#ffffff8c;--focus:#0b5d66}
@media (prefers-color-scheme:dark){:root{--page:#0f141a;--card:#182029;--ink:#e9eef3;
--quiet:#a6b2bf;--line:#2c3744;--accent:#6cc7d0;--in:#3f95b5;--out:#c4742a;--track:#25303c;
--grid:#2a3541;--axis:#738191;--warn:#2e2713;--warn-edge:#e0a92e;--bar:#3f95b5;
--stripe:#0f141a99;--focus:#6cc7d0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--page);color:var(--ink);line-height:1.55;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
font-size:16px;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
.page{max-width:1040px;margin:0 auto;padding:28px 24px 40px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:12px;background:var(--card);color:var(--accent);padding:8px 14px;
border-radius:8px;z-index:1}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
header{margin-bottom:20px}
.brand{display:flex;align-items:center;gap:8px;margin:0 0 14px;color:var(--quiet);font-size:14px}
.brand span{color:var(--accent);font-weight:650;letter-spacing:.02em}
.mark{fill:var(--accent)}
h1{font-size:clamp(26px,4.2vw,38px);line-height:1.15;margin:0 0 6px;letter-spacing:-.015em;
font-weight:680}
h2{font-size:21px;line-height:1.25;margin:0 0 10px;letter-spacing:-.008em;font-weight:650}
h3{font-size:17px;margin:18px 0 6px;font-weight:650}
p{margin:0 0 10px;max-width:72ch}
.period{color:var(--ink);font-size:17px;margin-bottom:4px}
.quiet{color:var(--quiet);font-size:14px}
.summary{font-size:17px}
.notice{border-left:5px solid var(--warn-edge);background:var(--warn);border-radius:0 10px 10px 0;
padding:12px 16px;margin:14px 0 0;max-width:none}
.notice p{margin:0}
.warn a{color:inherit}
section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:24px 26px;
margin:0 0 20px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(168px,1fr));gap:12px;margin:0 0 14px}
.card{border:1px solid var(--line);border-radius:12px;padding:14px 16px}
.card dt{color:var(--quiet);font-size:14px;line-height:1.35}
.card dd{margin:0}
.card .big{font-size:34px;line-height:1.25;font-weight:660;letter-spacing:-.02em}
.card .none{font-size:20px;line-height:2.1;color:var(--quiet);font-weight:500;letter-spacing:0}
.card .note{color:var(--quiet);font-size:13.5px;line-height:1.4}
figure{margin:14px 0 10px}
figcaption{margin-top:10px}
.map{display:block;width:100%;height:auto;max-height:86vh;border-radius:10px;background:var(--track)}
.h0{fill:#440154}.h1{fill:#414487}.h2{fill:#2a788e}.h3{fill:#22a884}.h4{fill:#7ad151}.h5{fill:#fde725}
.heat{fill-opacity:.62}
.heat .h0{fill-opacity:.4}.heat .h1{fill-opacity:.5}
.hatch{fill:url(#hatch)}
.hidden-heat{fill:url(#dots)}
.swatch{flex:none;border-radius:3px;forced-color-adjust:none}
.swatch-back{fill:#8d8f92}.on-plan .swatch-back{fill:var(--track)}
.plan{fill:var(--track)}
.scale{fill:none;stroke:var(--ink);stroke-width:1.5}
.scale-text{fill:var(--ink);font-size:13px;text-anchor:middle}
.zone,.line{fill:none;stroke-linejoin:round;stroke-linecap:round}
.zone.casing{stroke:#10161dcc;stroke-width:4}
.zone.stroke{stroke:#fff;stroke-width:2;stroke-dasharray:7 5}
.line.casing{stroke:#10161d;stroke-width:7}
.line.stroke{stroke:#ffb84d;stroke-width:3.5}
.label{font-size:calc(var(--w)*1px/48);font-weight:650;text-anchor:middle;fill:#fff;stroke:#10161d;
stroke-width:.28em;paint-order:stroke;stroke-linejoin:round}
.line-label{fill:#ffd699}
.legend{margin:0 0 12px}
.legend-head{font-weight:600;font-size:14px;margin:0 0 4px}
.legend ul,.keys{list-style:none;display:flex;flex-wrap:wrap;gap:5px 20px;margin:0;padding:0}
.legend li,.keys li{display:flex;align-items:center;gap:7px;font-size:14px}
.keys{margin-bottom:6px}
.chart{display:block;overflow:visible}
.with-axis{padding-left:40px}
.chart .in,.swatch .in{fill:var(--in)}
.chart .out,.swatch .out{fill:var(--out)}
.track{fill:var(--track)}
.grid{stroke:var(--grid)}
.axis{stroke:var(--axis)}
.range{stroke:var(--ink);stroke-width:1.5}
.unmeasured{fill:url(#stripes)}
.tick{fill:var(--quiet);font-size:12.5px}
.count{font-weight:600}
.count,.mark-name{fill:var(--ink);stroke:var(--card);stroke-width:4px;paint-order:stroke;
stroke-linejoin:round}
.row{fill:var(--ink);font-size:15px}
.value{font-weight:650}
.stay{fill:var(--bar);stroke:var(--card);stroke-width:1}
.hatch-bar{fill:url(#bar-hatch)}
.quantile{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:3 3}
.zones{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:16px}
.zone-box{border:1px solid var(--line);border-radius:12px;padding:14px 18px;min-width:0}
section>:last-child,.zone-box>:last-child{margin-bottom:0}
.zones+p{margin-top:14px}
.zone-box h3{margin-top:0;margin-bottom:0}
.zone-box .summary{font-size:15.5px}
.empty{border:1.5px dashed var(--axis);border-radius:12px;padding:18px 20px;margin:8px 0;
color:var(--quiet)}
.empty p{margin:0}
.empty .empty-head{color:var(--ink);font-weight:600}
.scroll{overflow-x:auto;margin:10px 0}
table{border-collapse:collapse;width:100%;font-size:14.5px}
caption{text-align:left;color:var(--quiet);font-size:14px;padding:2px 0 6px}
th,td{text-align:left;padding:7px 14px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--quiet);font-weight:600;border-bottom:1.5px solid var(--axis)}
tbody th{font-weight:500}
td.num{white-space:nowrap}
.total th,.total td{font-weight:650}
small{color:var(--quiet);font-size:13px;font-weight:400}
details{border-top:1px solid var(--line)}
details:last-of-type{border-bottom:1px solid var(--line)}
summary{cursor:pointer;padding:9px 2px;min-height:24px;color:var(--accent);font-weight:550}
summary .quiet{font-weight:400}
details details{margin-left:16px}
.plain,.warnings{margin:0 0 14px;padding-left:20px;max-width:76ch}
.plain li,.warnings li{margin-bottom:5px}
footer{color:var(--quiet);font-size:14px;padding:0 4px}
@media (max-width:620px){.page{padding:18px 12px 28px}section{padding:18px 16px;border-radius:12px}
.minor{display:none}.label{font-size:calc(var(--w)*1px/32)}.cards{grid-template-columns:1fr 1fr}
.card{padding:12px}.card .big{font-size:28px}.card .none{font-size:17px}}
@media print{:root{--page:#fff;--card:#fff;--ink:#000;--quiet:#444;--line:#bbb;--accent:#0b5d66;
--in:#1f6f8b;--out:#b45f06;--track:#e9edf2;--grid:#ddd;--axis:#777;--warn:#fff5dc;
--warn-edge:#b87900;--bar:#2d708e;--stripe:#ffffff8c}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
@page{margin:14mm}
body{font-size:11pt}.page{max-width:none;padding:0}.skip{display:none}
section{border:0;padding:0;margin:0 0 9mm;border-radius:0}
h2,h3,summary,caption,.summary{break-after:avoid}
figure,.card,.zone-box,.empty,tr{break-inside:avoid}
.map{max-height:150mm;width:auto;max-width:100%;margin:0 auto}.scroll{overflow:visible}
details::details-content{content-visibility:visible;block-size:auto}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
)css";

}  // namespace sillage::desk::report

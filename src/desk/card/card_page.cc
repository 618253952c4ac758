// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "desk/card/card.h"
#include "desk/card/internal/sheet.h"

namespace sillage::desk {
namespace {

using card::Block;

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#5a6572;--line:#d8dee5;--accent:#0b6e4f}
@media (prefers-color-scheme:dark){:root{--ink:#e9edf1;--paper:#14181c;--soft:#a9b4c0;--line:#333c45;--accent:#5fd0a6}}
body{font:1.05rem/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:40rem;margin:2rem auto;padding:0 1.2rem}
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.15rem;margin:1.8rem 0 .3rem;color:var(--accent)}
p{margin:.4rem 0}.lead,.small{color:var(--soft)}.small{font-size:.9rem;border-top:1px solid var(--line);margin-top:2rem;padding-top:.8rem}
.alarm{border-left:.3rem solid #c0392b;padding-left:.8rem;font-weight:600}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.95rem}th,td{text-align:right;padding:.25rem .4rem;border-bottom:1px solid var(--line)}
th:first-child{text-align:left;font-weight:400}thead th{color:var(--soft)}
@media print{body{margin:0;max-width:none}})";

std::string table_html(const Block& block) {
  std::string html = "<table>";
  for (std::size_t i = 0; i < block.rows.size(); ++i) {
    const bool is_head = i == 0;
    html += is_head ? "<thead><tr>" : i == 1 ? "<tbody>\n<tr>" : "<tr>";
    for (std::size_t k = 0; k < block.rows[i].size(); ++k) {
      const char* element = is_head ? "th scope=\"col\"" : k == 0 ? "th scope=\"row\"" : "td";
      html += fmt::format("<{}>{}</{}>", element, block.rows[i][k], is_head || k == 0 ? "th" : "td");
    }
    html += is_head ? "</tr></thead>\n" : "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string html_of(const Block& block) {
  switch (block.kind) {
    case Block::Kind::kTitle:
      return fmt::format("<h1>{}</h1>\n", block.text);
    case Block::Kind::kHeading:
      return fmt::format("<h2>{}</h2>\n", block.text);
    case Block::Kind::kAlarm:
      return fmt::format("<p class=\"alarm\" role=\"alert\">{}</p>\n", block.text);
    case Block::Kind::kSmall:
      return fmt::format("<p class=\"small\">{}</p>\n", block.text);
    case Block::Kind::kTable:
      return table_html(block);
    case Block::Kind::kText:
      break;
  }
  return fmt::format("<p>{}</p>\n", block.text);
}

std::size_t letters_in(std::string_view text) {  // of UTF-8
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Lines of at most 80 letters, each behind `margin`.
std::string wrapped(std::string_view text, std::string_view margin) {
  constexpr std::size_t kWidth = 80;
  std::string out;
  std::size_t width = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t letters = letters_in(word);
    const bool begins = width == 0 || width + 1 + letters > kWidth;
    if (begins) {
      out += (width == 0 ? "" : "\n") + std::string(margin);
      width = letters_in(margin);
    } else {
      out += ' ';
      ++width;
    }
    out += word;
    width += letters;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + "\n";
}

std::string table_text(const Block& block) {
  std::array<std::size_t, 4> widths{};
  for (const auto& row : block.rows) {
    for (std::size_t k = 0; k < row.size(); ++k) {
      widths[k] = std::max(widths[k], letters_in(row[k]));
    }
  }
  std::string text;
  for (const auto& row : block.rows) {
    text += " ";
    for (std::size_t k = 0; k < row.size(); ++k) {
      const std::string space(widths[k] - letters_in(row[k]), ' ');
      text += " " + (k == 0 ? row[k] + space : " " + space + row[k]);
    }
    text += "\n";
  }
  return text;
}

std::string text_of(const Block& block) {
  switch (block.kind) {
    case Block::Kind::kTitle:
      return block.text + "\n";
    case Block::Kind::kHeading:
      return "\n" + block.text + "\n";
    case Block::Kind::kAlarm:
      return wrapped(block.text, "! ");
    case Block::Kind::kSmall:
      return "\n" + wrapped(block.text, "  ");
    case Block::Kind::kTable:
      return table_text(block);
    case Block::Kind::kText:
      break;
  }
  return wrapped(block.text, "  ");
}

Result<const card::Words*> known_words(std::string_view language) {
  if (const card::Words* words = card::words_of(language)) return words;
  return fail(ErrorCode::kInvalidArgument, "there is no privacy card in '{}'; use en, fr or de",
              language);
}

}  // namespace

Result<std::string> card_page(const PrivacyCard& card, std::string_view language) {
  ASSIGN_OR_RETURN(const card::Words* words, known_words(language));
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>{}</title>\n<style>{}</style></head>\n<body><main>\n",
      words->code, words->title, kStyle);
  for (const Block& block : card::sheet_of(card, *words)) html += html_of(block);
  return html + "</main></body></html>\n";
}

Result<std::string> card_text(const PrivacyCard& card, std::string_view language) {
  ASSIGN_OR_RETURN(const card::Words* words, known_words(language));
  std::string text;
  for (const Block& block : card::sheet_of(card, *words)) text += text_of(block);
  return text;
}

}  // namespace sillage::desk

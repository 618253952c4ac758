// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/markup.h"

#include <gtest/gtest.h>

namespace sillage::desk::report::markup {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view html) : rest_(html) {}

  Page run() {
    while (!rest_.empty() && page_.fault.empty()) step();
    if (page_.fault.empty() && !open_.empty()) {
      page_.fault = "never closed: " + page_.elements[open_.back()].name;
    }
    return std::move(page_);
  }

 private:
  void step() {
    const std::size_t tag = std::min(rest_.find('<'), rest_.size());
    add_text(rest_.substr(0, tag));
    rest_.remove_prefix(tag);
    if (rest_.empty()) return;
    const std::size_t end = end_of_tag();
    if (end == std::string_view::npos) {
      page_.fault = "tag without end: " + std::string(rest_.substr(0, 40));
      return;
    }
    const std::string_view inside = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    if (inside.starts_with("!DOCTYPE")) return;
    if (inside.starts_with("/")) return close(inside.substr(1));
    start(inside);
  }

  std::size_t end_of_tag() const {
    bool quoted = false;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      if (rest_[i] == '"') quoted = !quoted;
      if (rest_[i] == '>' && !quoted) return i;
    }
    return std::string_view::npos;
  }

  void add_text(std::string_view text) {
    for (std::size_t i = text.find('&'); i != std::string_view::npos; i = text.find('&', i + 1)) {
      const std::size_t end = text.find(';', i);
      if (end == std::string_view::npos || end - i > 8) {
        page_.fault = "bare ampersand: " + std::string(text.substr(i, 20));
      }
    }
    if (text.find('>') != std::string_view::npos && !in_style()) page_.fault = "bare >";
    for (const std::size_t i : open_) page_.elements[i].text += text;
  }

  bool in_style() const { return !open_.empty() && page_.elements[open_.back()].name == "style"; }

  void close(std::string_view name) {
    if (open_.empty() || page_.elements[open_.back()].name != name) {
      page_.fault = "closed but not open: " + std::string(name);
      return;
    }
    open_.pop_back();
  }

  void start(std::string_view inside) {
    const bool empty = inside.ends_with("/");
    if (empty) inside.remove_suffix(1);
    Element element;
    std::size_t at = std::min(inside.find_first_of(" \n"), inside.size());
    element.name = inside.substr(0, at);
    while ((at = inside.find_first_not_of(" \n", at)) < inside.size()) {
      const std::size_t equals = inside.find("=\"", at);
      const std::size_t end = equals < inside.size() ? inside.find('"', equals + 2) : equals;
      if (end >= inside.size()) {
        page_.fault = "attribute without quotes in <" + std::string(inside.substr(0, 60));
        return;
      }
      const std::string name(inside.substr(at, equals - at));
      const std::string value(inside.substr(equals + 2, end - equals - 2));
      if (!element.attributes.emplace(name, value).second) page_.fault = "twice: " + name;
      if (value.find('<') != std::string::npos) page_.fault = "bare < in " + name;
      at = end + 1;
    }
    page_.elements.push_back(std::move(element));
    if (!empty) open_.push_back(page_.elements.size() - 1);
  }

  std::string_view rest_;
  Page page_;
  std::vector<std::size_t> open_;
};

TEST(Markup, FindsWhatIsNotWellFormed) {
  EXPECT_EQ(read("<p>a<b>c</b></p>").fault, "");
  EXPECT_EQ(read("<p>a<br/>c</p>").fault, "");
  EXPECT_NE(read("<p><b></p></b>").fault, "");
  EXPECT_NE(read("<p>").fault, "");
  EXPECT_NE(read("<p>a & b</p>").fault, "");
  EXPECT_NE(read("<p class=x></p>").fault, "");
  EXPECT_NE(read("</p>").fault, "");
}

}  // namespace

Page read(std::string_view html) { return Reader(html).run(); }

std::vector<const Element*> Page::all(std::string_view name) const {
  std::vector<const Element*> out;
  for (const Element& element : elements) {
    if (element.name == name) out.push_back(&element);
  }
  return out;
}

const Element* Page::by_id(std::string_view id) const {
  for (const Element& element : elements) {
    const auto place = element.attributes.find("id");
    if (place != element.attributes.end() && place->second == id) return &element;
  }
  return nullptr;
}

std::string Page::text_of(std::string_view id) const {
  const Element* element = by_id(id);
  return element ? element->text : "";
}

}  // namespace sillage::desk::report::markup

// SPDX-License-Identifier: Apache-2.0
#include "govern/documents/dpia.h"

#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "govern/documents/assessment.h"
#include "govern/documents/internal/facts.h"
#include "govern/documents/internal/paper_texts.h"

namespace sillage::govern::documents {
namespace {

using Json = nlohmann::ordered_json;

// Measures of words.txt, with the CNIL's name for that kind of measure.
constexpr std::pair<const char*, const char*> kMeasures[] = {
    {"measure.minimise", "PIA_TEC_MINI"}, {"measure.groups", "PIA_TEC_ANO"},
    {"measure.forget", "PIA_TEC_MINI"},   {"measure.rooms", "PIA_TEC_CLO"},
    {"measure.log", "PIA_TEC_LOG"},       {"measure.signatures", "PIA_ORG_POL"},
    {"measure.health", "PIA_SEC_OPS"},    {"measure.backup", "PIA_SEC_BACK"},
    {"measure.object", "PIA_ORG_POL"}};

/// Which of them help against the feared event of a chapter: 32, 33, 34.
std::vector<std::string> measures_of(int chapter) {
  switch (chapter) {
    case 32:
      return {"measure.minimise", "measure.groups", "measure.forget", "measure.rooms",
              "measure.log"};
    case 33:
      return {"measure.signatures", "measure.log", "measure.health"};
    default:
      return {"measure.backup", "measure.rooms"};
  }
}

Result<std::map<std::string, std::string, std::less<>>> texts_of(const std::string& language) {
  const auto found = internal::paper_texts().find(language + "/dpia");
  if (found == internal::paper_texts().end()) {
    return fail(ErrorCode::kUsage, "no assessment in language '{}'; there are en, fr, de",
                language);
  }
  return internal::read_words(found->second);
}

Json answer_to(int id, int question, const std::vector<std::string>& texts, const std::string& at) {
  Json data{{"text", nullptr}, {"gauge", nullptr}, {"list", Json::array()}};
  if (is_list(question)) {
    data["list"] = texts;
  } else if (!texts.empty()) {
    data["text"] = texts.front();
  }
  return {{"id", id},     {"pia_id", 1},      {"reference_to", question},
          {"data", data}, {"created_at", at}, {"updated_at", at}};
}

Json header_of(const internal::Facts& facts, const std::string& at) {
  return {{"id", 1},
          {"status", 0},
          {"is_example", 0},
          {"is_archive", 0},
          {"progress", 0},
          {"structure_id", ""},
          {"name", facts.fill("{store}")},
          {"author_name", ""},
          {"evaluator_name", ""},
          {"validator_name", ""},
          {"dpo_status", nullptr},
          {"dpo_opinion", ""},
          {"dpos_names", ""},
          {"concerned_people_opinion", ""},
          {"concerned_people_status", nullptr},
          {"concerned_people_searched_opinion", nullptr},
          {"concerned_people_searched_content", ""},
          {"people_names", ""},
          {"rejection_reason", ""},
          {"applied_adjustments", ""},
          {"category", ""},
          {"created_at", at},
          {"updated_at", at}};
}

std::string text_in(const Json& answer) {
  const Json& data = answer.at("data");
  std::string text = data.at("text").is_string() ? data.at("text").get<std::string>() : "";
  for (const Json& item : data.at("list")) {
    if (!text.empty()) text += "; ";
    text += item.get<std::string>();
  }
  if (data.at("gauge").is_number_integer()) {
    text = fmt::format("{} / 4. {}", data.at("gauge").get<int>(), text);
  }
  return text;
}

std::string text_or_empty(const Json& object, const char* key) {
  return object.contains(key) && object[key].is_string() ? object[key].get<std::string>()
                                                         : std::string();
}

class Paper {
 public:
  Paper(const Json& root, const std::map<std::string, std::string, std::less<>>& texts,
        Document& document)
      : texts_(texts), document_(document) {
    for (const Json& answer : root.at("answers")) {
      const Json& reference = answer.at("reference_to");
      answers_[reference.is_string() ? std::stoi(reference.get<std::string>())
                                     : reference.get<int>()] = text_in(answer);
    }
    pia_ = root.at("pia");
    measures_ = root.at("measures");
  }

  void set() {
    int chapter = 0;
    for (const int question : assessment_questions()) {
      if (question / 10 != chapter) {
        chapter = question / 10;
        document_.sections.push_back({text("chapter." + std::to_string(chapter)), {}});
        if (chapter == 32) measures();
      }
      // On another page, the number still says which risk a box is of.
      const std::string number =
          question / 100 == 3 ? fmt::format("{}.{}: ", question / 100, question / 10 % 10) : "";
      ask(answers_[question].empty() ? number + title_of(question) : title_of(question),
          answers_[question]);
    }
    document_.sections.push_back({text("chapter.people"), {}});
    ask(text("people.views"), text_or_empty(pia_, "concerned_people_opinion") +
                                  text_or_empty(pia_, "concerned_people_searched_content"));
    ask(text("people.dpo"), text_or_empty(pia_, "dpo_opinion"));
    ask(text("people.validation"), text_or_empty(pia_, "validator_name"));
  }

 private:
  std::string text(const std::string& key) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? "{" + key + "}" : found->second;
  }
  std::string title_of(int question) const {
    if (question / 100 == 3) return text(fmt::format("event.{}", question % 10));
    return text(fmt::format("{}.title", question));
  }
  void ask(const std::string& question, const std::string& answer) {
    auto& blocks = document_.sections.back().blocks;
    if (answer.empty()) {
      blocks.push_back({BlockKind::kBlank, {question}});
    } else {
      blocks.push_back({BlockKind::kRow, {question, answer}});
    }
  }
  /// Before the feared events: what is done against them.
  void measures() {
    document_.sections.back().heading = text("chapter.measures");
    for (const Json& measure : measures_) {
      document_.sections.back().blocks.push_back(
          {BlockKind::kRow, {text_or_empty(measure, "title"), text_or_empty(measure, "content")}});
    }
    document_.sections.push_back({text("chapter.32"), {}});
  }

  const std::map<std::string, std::string, std::less<>>& texts_;
  Document& document_;
  std::map<int, std::string> answers_;
  Json pia_, measures_;
};

}  // namespace

Result<std::string> make_assessment(const std::string& language, const PaperInput& input,
                                    Instant now) {
  ASSIGN_OR_RETURN(const auto texts, texts_of(language));
  const internal::Facts facts = internal::facts_of(input, language);
  const std::string at = to_iso8601(std::chrono::floor<std::chrono::seconds>(now));
  Json answers = Json::array(), measures = Json::array();
  for (const int question : assessment_questions()) {
    std::vector<std::string> said;
    const auto text = texts.find(fmt::format("{}.text", question));
    if (text != texts.end() && !is_for_people(question)) said.push_back(facts.fill(text->second));
    if (question / 100 == 3 && question % 10 == 4) {
      for (const std::string& key : measures_of(question / 10)) said.push_back(facts.word(key));
    }
    answers.push_back(answer_to(static_cast<int>(answers.size()) + 1, question, said, at));
  }
  int id = 0;
  for (const auto& [key, kind] : kMeasures) {
    measures.push_back({{"id", ++id},
                        {"pia_id", 1},
                        {"title", facts.word(key)},
                        {"content", facts.word(std::string(key) + ".text")},
                        {"placeholder", fmt::format("knowledge_base.slugs.{}.placeholder", kind)},
                        {"created_at", at},
                        {"updated_at", at}});
  }
  const Json json{{"pia", header_of(facts, at)},
                  {"answers", answers},
                  {"measures", measures},
                  {"evaluations", Json::array()},
                  {"comments", Json::array()}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Document> assessment_document(std::string_view json, const std::string& language,
                                     const PaperInput& input) {
  RETURN_IF_ERROR(check_assessment(json));
  ASSIGN_OR_RETURN(const auto texts, texts_of(language));
  const internal::Facts facts = internal::facts_of(input, language);
  Document document;
  document.name = "dpia";
  document.language = language;
  document.title = facts.fill(texts.at("title"));
  document.subtitle = facts.fill(texts.at("subtitle"));
  document.footer = facts.word("footer");
  document.page_words = facts.word("page");
  document.blank_words = facts.word("blank");
  Paper(Json::parse(json), texts, document).set();
  return document;
}

}  // namespace sillage::govern::documents

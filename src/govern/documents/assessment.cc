// SPDX-License-Identifier: Apache-2.0
#include "govern/documents/assessment.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"

namespace sillage::govern::documents {
namespace {

using Json = nlohmann::json;

// Of each of the three feared events: the last two questions are scales of 1 to 4.
constexpr int kGravity = 5, kLikelihood = 6;

}  // namespace

bool is_list(int question) {
  return question / 100 == 3 && question % 10 >= 1 && question % 10 <= 4;
}

namespace {

bool is_scale(int question) {
  const int last = question % 10;
  return question / 100 == 3 && (last == kGravity || last == kLikelihood);
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\n\r") == std::string::npos;
}

/// The tool writes the number of a question as a number or as text. 0 where it is neither.
int question_of(const Json& reference) {
  if (reference.is_number_integer()) return reference.get<int>();
  if (!reference.is_string()) return 0;
  const std::string text = reference.get<std::string>();
  const bool digits = text.size() == 3 && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::stoi(text) : 0;
}

/// Answers by question; a scale's is its number as text.
std::map<int, std::string> answers_of(const Json& root) {
  std::map<int, std::string> answers;
  for (const Json& answer : root.at("answers")) {
    const int question = question_of(answer.at("reference_to"));
    const Json& data = answer.at("data");
    if (is_scale(question)) {
      const int gauge = data.at("gauge").is_number() ? data.at("gauge").get<int>() : 0;
      answers[question] = gauge >= 1 && gauge <= 4 ? std::to_string(gauge) : "";
    } else {
      std::string text = data.at("text").is_string() ? data.at("text").get<std::string>() : "";
      for (const Json& item : data.at("list")) text += item.get<std::string>();
      answers[question] = text;
    }
  }
  return answers;
}

Result<void> check_shape(const Json& root) {
  if (!root.is_object() || !root.contains("pia") || !root["pia"].is_object()) {
    return fail(ErrorCode::kInvalidArgument, "it has no object 'pia'");
  }
  for (const char* list : {"answers", "measures", "evaluations", "comments"}) {
    if (!root.contains(list) || !root[list].is_array()) {
      return fail(ErrorCode::kInvalidArgument, "it has no list '{}'", list);
    }
  }
  for (const char* key : {"name", "author_name", "evaluator_name", "validator_name"}) {
    if (!root["pia"].contains(key) || !root["pia"][key].is_string()) {
      return fail(ErrorCode::kInvalidArgument, "pia has no text '{}'", key);
    }
  }
  std::set<int> seen;
  const auto& questions = assessment_questions();
  for (const Json& answer : root["answers"]) {
    const bool whole = answer.is_object() && answer.contains("reference_to") &&
                       answer.contains("data") &&
                       answer["data"].is_object() && answer["data"].contains("text") &&
                       answer["data"].contains("gauge") && answer["data"].contains("list") &&
                       answer["data"]["list"].is_array();
    if (!whole) return fail(ErrorCode::kInvalidArgument, "an answer lacks reference_to or data");
    const int question = question_of(answer["reference_to"]);
    if (std::find(questions.begin(), questions.end(), question) == questions.end()) {
      return fail(ErrorCode::kInvalidArgument, "there is no question {}",
                  answer["reference_to"].dump());
    }
    if (!seen.insert(question).second) {
      return fail(ErrorCode::kInvalidArgument, "question {} is answered twice", question);
    }
    for (const Json& item : answer["data"]["list"]) {
      if (!item.is_string()) {
        return fail(ErrorCode::kInvalidArgument, "the list of answer {} holds no texts", question);
      }
    }
  }
  for (const Json& evaluation : root["evaluations"]) {
    if (!evaluation.is_object() || !evaluation.contains("reference_to") ||
        !evaluation["reference_to"].is_string() || !evaluation.contains("status") ||
        !evaluation["status"].is_number_integer() || evaluation["status"] < 0 ||
        evaluation["status"] > 3) {
      return fail(ErrorCode::kInvalidArgument,
                  "an evaluation lacks reference_to or a status from 0 to 3");
    }
  }
  return {};
}

}  // namespace

const std::vector<int>& assessment_questions() {
  static const std::vector<int> kAll{111, 112, 113, 121, 122, 123, 211, 212, 213, 214, 215, 221,
                                     222, 223, 224, 225, 226, 227, 321, 322, 323, 324, 325, 326,
                                     331, 332, 333, 334, 335, 336, 341, 342, 343, 344, 345, 346};
  return kAll;
}

bool is_for_people(int question) {
  // Purposes and basis (211, 212), the balance behind proportionality (213) and the rating of the
  // risks are a judgement; everything else describes.
  return question == 211 || question == 212 || question == 213 || is_scale(question);
}

Result<void> check_assessment(std::string_view text) {
  return check_shape(Json::parse(text, nullptr, false));
}

AssessmentFacts read_assessment(const std::filesystem::path& file) {
  AssessmentFacts facts;
  const auto text = read_file(file, 16u << 20);
  if (!text) return facts;
  const Json root = Json::parse(*text, nullptr, false);
  facts.exists = true;
  if (const auto shape = check_shape(root); !shape) {
    facts.unanswered.push_back("the file has not the form of the PIA tool: " +
                               shape.error().message);
    return facts;
  }
  const auto answers = answers_of(root);
  for (const int question : assessment_questions()) {
    const auto found = answers.find(question);
    if (found == answers.end() || is_blank(found->second)) {
      facts.unanswered.push_back(std::to_string(question));
    } else if (is_scale(question)) {
      facts.residual = std::max(facts.residual.value_or(0), std::stoi(found->second));
    }
  }
  const Json& pia = root["pia"];
  const auto filled = [&](const char* key) {
    return pia.contains(key) && pia[key].is_string() && !is_blank(pia[key].get<std::string>());
  };
  if (!filled("dpo_opinion")) facts.unanswered.emplace_back("opinion of the dpo");
  facts.has_views = filled("concerned_people_opinion") || filled("concerned_people_searched_content");
  return facts;
}

}  // namespace sillage::govern::documents

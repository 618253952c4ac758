// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands.h"
#include "app/govern_input.h"
#include "app/print.h"
#include "base/files.h"
#include "govern/signing.h"
#include "govern/veto.h"

namespace sillage::app {
namespace {

const SystemClock kClock;

struct Options {
  GovernOptions govern;
  KeyOptions key;
  std::string role, public_key, out, evidence, file, reason;
  std::vector<std::string> requirements;
  bool all = false;
};

Result<govern::Log> open_log(const Options& options) {
  return govern::Log::open(govern_folder(options.govern), kClock);
}

Result<void> make_key(const Options& options) {
  ASSIGN_OR_RETURN(const govern::Role role, govern::parse_role(options.role));
  ASSIGN_OR_RETURN(const std::string passphrase, read_passphrase(options.key));
  const auto key = govern::SigningKey::generate();
  RETURN_IF_ERROR(key.save(options.out, passphrase));
  message(fmt::format("next: sillage attest enrol {} --role {} --config store.toml",
                      key.public_key().hex(), to_string(role)));
  return print(key.public_key().hex() + "\n");
}

Result<void> enrol(const Options& options) {
  ASSIGN_OR_RETURN(const auto key, govern::PublicKey::parse(options.public_key));
  ASSIGN_OR_RETURN(const govern::Role role, govern::parse_role(options.role));
  ASSIGN_OR_RETURN(govern::Log log, open_log(options));
  RETURN_IF_ERROR(govern::enrol(log, key, role));
  message("next: sillage attest sign --all --key FILE --config " + options.govern.config);
  return {};
}

Result<void> revoke(const Options& options) {
  ASSIGN_OR_RETURN(const auto key, govern::PublicKey::parse(options.public_key));
  ASSIGN_OR_RETURN(govern::Log log, open_log(options));
  return govern::revoke(log, key);
}

Result<void> list(const Options& options) {
  ASSIGN_OR_RETURN(const govern::GapInput input, govern_input(options.govern));
  ASSIGN_OR_RETURN(const govern::Log log, open_log(options));
  ASSIGN_OR_RETURN(const govern::Ledger ledger, govern::read_ledger(log));
  ASSIGN_OR_RETURN(const govern::Gap gap, govern::measure_gap(input, log, kClock.now()));
  std::string text = "Keys:\n";
  for (const govern::Account& account : ledger.accounts) {
    text += fmt::format("  {:10} {}\n", to_string(account.role), account.key.hex());
  }
  text += "Signatures:\n";
  for (const govern::RequirementState& one : gap.requirements) {
    for (const govern::SignatureState& signature : one.signatures) {
      text += fmt::format("  {} {:10} {:14} {}\n", one.requirement.id, to_string(signature.role),
                          to_string(signature.status), signature.statement);
    }
  }
  return print(text);
}

Result<void> sign(const Options& options) {
  ASSIGN_OR_RETURN(const govern::GapInput input, govern_input(options.govern));
  ASSIGN_OR_RETURN(const govern::SigningKey key, load_key(options.key));
  ASSIGN_OR_RETURN(govern::Log log, open_log(options));
  ASSIGN_OR_RETURN(const govern::Ledger ledger, govern::read_ledger(log));
  std::string shown;
  if (!options.evidence.empty()) {
    ASSIGN_OR_RETURN(shown, sha256_of_file(options.evidence));
  }
  std::vector<std::string> ids = options.requirements;
  if (options.all) {
    const auto role = ledger.role_of(key.public_key());
    if (!role) return fail(ErrorCode::kPermission, "this key is not enrolled; sillage attest enrol");
    ASSIGN_OR_RETURN(const govern::Gap gap, govern::measure_gap(input, log, kClock.now()));
    ids = govern::open_for(gap, *role);
  }
  if (ids.empty()) {
    message("nothing to sign");
    return {};
  }
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(const auto entry,
                     govern::sign_requirement(input, log, id, key, shown, kClock.now()));
    message(fmt::format("signed {} (entry {})", id, entry.index));
  }
  message("next: sillage gap --config " + options.govern.config);
  return {};
}

Result<void> diff(const Options& options) {
  ASSIGN_OR_RETURN(const govern::GapInput input, govern_input(options.govern));
  ASSIGN_OR_RETURN(const govern::Gap gap, govern::measure_gap(input, kClock));
  ASSIGN_OR_RETURN(const auto voided, govern::voided_signatures(input, gap));
  std::string text;
  for (const govern::VoidedSignature& one : voided) {
    text += fmt::format("{} {}: void, {} changed\n", one.requirement, to_string(one.role),
                        fmt::join(one.kinds, ", "));
    for (const govern::SettingChange& change : one.changes) {
      text += fmt::format("  {} {}\n    before {}\n    now    {}\n", change.kind, change.path,
                          change.before.empty() ? "(not there)" : change.before,
                          change.after.empty() ? "(gone)" : change.after);
    }
  }
  return print(text.empty() ? "no signature is void\n" : text);
}

Result<void> take_dpia(const Options& options) {
  ASSIGN_OR_RETURN(const std::string json, read_file(options.file, 16u << 20));
  ASSIGN_OR_RETURN(govern::Log log, open_log(options));
  RETURN_IF_ERROR(govern::take_assessment(log, json));
  message("next: the dpo and the controller sign it (sillage attest sign E01)");
  return {};
}

Result<void> veto(const Options& options, bool on) {
  ASSIGN_OR_RETURN(const govern::SigningKey key, load_key(options.key));
  ASSIGN_OR_RETURN(govern::Log log, open_log(options));
  ASSIGN_OR_RETURN(const govern::Ledger ledger, govern::read_ledger(log));
  const auto role = ledger.role_of(key.public_key());
  if (role != govern::Role::kDpo && role != govern::Role::kController) {
    return fail(ErrorCode::kPermission, "only the dpo or the controller may do this; use their key");
  }
  const std::string who = key.public_key().hex();
  return on ? govern::set_veto(log, options.reason, who)
            : govern::lift_veto(log, options.reason, who);
}

using Run = Result<void> (*)(const Options&);

CLI::App* add(CLI::App& parent, Action& action, const std::shared_ptr<Options>& options,
              const char* name, const char* description, Run run) {
  CLI::App* command = parent.add_subcommand(name, description);
  command->callback([&action, options, run] { action = [options, run] { return run(*options); }; });
  return command;
}

void add_keys(CLI::App& attest, Action& action, const std::shared_ptr<Options>& options) {
  const char* roles = "controller, dpo, lawyer, security, store or vendor";
  CLI::App* key = add(attest, action, options, "key", "Make the key of a person", make_key);
  key->add_option("--role", options->role, roles)->required();
  key->add_option("--out", options->out, "File of the secret key, kept by the person")->required();
  add_passphrase_option(*key, options->key);
  CLI::App* in = add(attest, action, options, "enrol", "Let a key sign for a role", enrol);
  in->add_option("KEY", options->public_key, "Public key, 64 hexadecimal digits")->required();
  in->add_option("--role", options->role, roles)->required();
  add_govern_options(*in, options->govern);
  CLI::App* out = add(attest, action, options, "revoke", "Take a key's right away", revoke);
  out->add_option("KEY", options->public_key, "Public key, 64 hexadecimal digits")->required();
  add_govern_options(*out, options->govern);
}

void add_veto(CLI::App& attest, Action& action, const std::shared_ptr<Options>& options) {
  CLI::App* veto_command =
      attest.add_subcommand("veto", "Stop all decoding at once, or allow it again");
  veto_command->require_subcommand(1);
  CLI::App* on = add(*veto_command, action, options, "on", "Stop at once",
                     [](const Options& o) { return veto(o, true); });
  CLI::App* off = add(*veto_command, action, options, "off", "Allow again; the gate is asked anew",
                      [](const Options& o) { return veto(o, false); });
  for (CLI::App* command : {on, off}) {
    add_govern_options(*command, options->govern);
    add_key_options(*command, options->key);
    command->add_option("--reason", options->reason, "Why; goes into the log, so name nobody")
        ->required();
  }
}

}  // namespace

void add_attest(CLI::App& parent, Action& action) {
  CLI::App* attest = parent.add_subcommand(
      "attest",
      "What people sign before cameras may run: keys, statements, the assessment, the veto.\n"
      "Examples:\n"
      "  sillage attest key --role dpo --out dpo.key --passphrase-file secret\n"
      "  sillage attest enrol PUBLIC-KEY --role dpo --config store.toml\n"
      "  sillage attest sign D02 E01 --key dpo.key --config store.toml\n"
      "  sillage attest diff --config store.toml\n"
      "  sillage attest veto on --reason 'complaint' --key dpo.key --config store.toml");
  attest->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  add_keys(*attest, action, options);
  add_govern_options(
      *add(*attest, action, options, "list", "Keys, and who has signed what", list),
      options->govern);
  CLI::App* signing = add(*attest, action, options, "sign", "Sign requirements", sign);
  signing->add_option("ID", options->requirements, "Requirements, such as D01");
  signing->add_flag("--all", options->all, "All that the key's role has to sign now");
  signing->add_option("--evidence", options->evidence, "File whose hash the signature names");
  add_govern_options(*signing, options->govern);
  add_key_options(*signing, options->key);
  add_govern_options(*add(*attest, action, options, "diff",
                          "What changed since somebody signed, and which signatures it voids", diff),
                     options->govern);
  CLI::App* dpia = add(*attest, action, options, "dpia",
                       "Take a completed impact assessment in (JSON of the CNIL's PIA tool)",
                       take_dpia);
  dpia->add_option("FILE", options->file, "Exported from the PIA tool")->required();
  add_govern_options(*dpia, options->govern);
  add_veto(*attest, action, options);
}

}  // namespace sillage::app

// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/camera_server.h"

#include <fstream>
#include <random>

#include <gtest/gtest.h>
#include <signal.h>

extern "C" {
#include <libavcodec/packet.h>
}

namespace sillage::faults {
namespace {

sim::Picture picture_of(const CodedPart& part, int number) {
  sim::Picture picture(part.width, part.height);
  std::mt19937 random(3);
  for (int y = 0; y < part.height; ++y) {
    for (int x = 0; x < part.width; ++x) {
      const bool is_light = std::abs(x - 7 * number % part.width) < 12 && std::abs(y - 90) < 12;
      const auto texture = static_cast<int>(random() % 40) + 20 * ((x / 20 + y / 20) % 3);
      picture.y[static_cast<std::size_t>(y * part.width + x)] =
          static_cast<std::uint8_t>(is_light ? 230 : 50 + texture);
    }
  }
  return picture;
}

void drain(sim::Encoder& encoder, std::ofstream& out) {
  for (;;) {
    const auto packet = encoder.receive();
    ASSERT_TRUE(packet) << packet.error().to_string();
    if (*packet == nullptr) return;
    out.write(reinterpret_cast<const char*>((*packet)->data), (*packet)->size);
  }
}

}  // namespace

void write_stream(const std::filesystem::path& file, const std::vector<CodedPart>& parts) {
  std::ofstream out(file, std::ios::binary);
  for (const CodedPart& part : parts) {
    sim::EncoderOptions options;
    options.width = part.width, options.height = part.height, options.codec = part.codec;
    auto encoder = sim::Encoder::create(options);
    ASSERT_TRUE(encoder) << encoder.error().to_string();
    for (int i = 0; i < part.pictures; ++i) {
      ASSERT_TRUE(encoder->send(picture_of(part, i), i == 0));
      drain(*encoder, out);
    }
    ASSERT_TRUE(encoder->finish());
    drain(*encoder, out);
  }
}

CameraServer::CameraServer(const std::filesystem::path& clip, std::uint16_t port)
    : server_(std::make_unique<e2e::RunningSillage>(
          std::vector<std::string>{"sim", "serve", "--clip", clip.string(), "--camera", "a",
                                   "--port", std::to_string(port), "--seconds", "3600"})) {
  const std::string printed = server_->out_with("ready\n", 60);
  const std::size_t at = printed.find("127.0.0.1:");
  EXPECT_NE(at, std::string::npos) << printed << server_->err_with("", 0);
  if (at != std::string::npos)
    port_ = static_cast<std::uint16_t>(std::stoi(printed.substr(at + 10)));
}

void CameraServer::kill() {
  ::kill(server_->pid(), SIGKILL);
  server_.reset();
}

bool CameraServer::is_built() { return SILLAGE_HAS_SIM_SERVE; }

}  // namespace sillage::faults

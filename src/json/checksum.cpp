// checksum.cpp: a number that stands for what a document says.
// SPDX-License-Identifier: Apache-2.0
#include "json/checksum.hpp"

#include <boost/crc.hpp>

#include "json/write.hpp"

namespace oncourse::json {

std::uint32_t checksum(Value content) {
  content.sort();
  const std::string bytes = write(content, Layout::canonical);
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

}  // namespace oncourse::json

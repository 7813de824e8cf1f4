// allocation_fault.hpp: memory that runs out on demand, for this program and every library it loads.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace oncourse::abi {

enum class Outage { once, lasting };

/// While one exists, the n-th request for memory from its beginning on fails, or all from the n-th on.
class AllocationFault {
 public:
  AllocationFault(long nth, Outage outage);
  ~AllocationFault();
  AllocationFault(const AllocationFault&) = delete;
  AllocationFault& operator=(const AllocationFault&) = delete;

  /// Whether a request has failed.
  [[nodiscard]] bool happened() const;
};

#ifdef ONCOURSE_SANITIZED
inline constexpr bool sees_malloc = false;  ///< the sanitizer's own: what a call asks of malloc() alone is not met
#else
inline constexpr bool sees_malloc = true;
#endif

/// Blocks that were given out and not yet taken back.
long live_allocations();

}  // namespace oncourse::abi

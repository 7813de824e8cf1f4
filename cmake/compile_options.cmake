# How our targets are compiled, and never those of a consumer. That warnings are errors is a preset's decision.
function(oncourse_compile_options target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                         $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes>
                         $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Wold-style-cast>)
  # g++ 12 sees an overlap in std::operator+(const char*, std::string&&) that is not there (GCC bug 105651).
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
  # The same bits on every machine: no contraction of a * b + c.
  target_compile_options(${target} PRIVATE -ffp-contract=off)
endfunction()

// cross_products.cpp: shards of a cohort read, put together and fitted over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "model.hpp"
#include "oncourse/track/block_file.hpp"

using namespace oncourse;

struct oncourse_cross_products {
  BlockSum sum;
};

namespace {

std::unique_ptr<oncourse_cross_products> handle(ResponseBlock block) {
  return std::unique_ptr<oncourse_cross_products>(new oncourse_cross_products{BlockSum(std::move(block))});
}

Result<BlockView> view_of(const void* bytes, std::size_t length) {
  if (auto trouble = c::missing({{"bytes", bytes}})) return *std::move(trouble);
  return BlockView::make({static_cast<const std::byte*>(bytes), length});
}

}  // namespace

oncourse_status oncourse_cross_products_new(const oncourse_rows* rows, const oncourse_fit_options* options,
                                            const oncourse_instrument* instrument,
                                            oncourse_cross_products** cross_products, oncourse_error* error) {
  return c::call(cross_products, error, [&]() -> Result<std::unique_ptr<oncourse_cross_products>> {
    if (auto trouble = c::missing({{"rows", rows}})) return *std::move(trouble);
    const auto columns = c::Rows::read("rows", rows, {true, true});
    if (!columns) return columns.error();
    const auto chosen = c::options_from(options, nullptr, instrument ? instrument->definition : nullptr);
    if (!chosen) return chosen.error();
    if (chosen->fit.likelihood != growth::Likelihood::restricted)
      return Error{Errc::bad_argument, "likelihood must be 0: it is chosen when cross-products are fitted"};
    auto block = response_block(columns->panel(), instrument ? instrument->definition : nullptr, chosen->design,
                                chosen->time_unit);
    if (!block) return block.error();
    return handle(*std::move(block));
  });
}

oncourse_status oncourse_cross_products_read(const void* bytes, size_t length, oncourse_cross_products** cross_products,
                                             oncourse_error* error) {
  return c::call(cross_products, error, [&]() -> Result<std::unique_ptr<oncourse_cross_products>> {
    const auto view = view_of(bytes, length);
    if (!view) return view.error();
    return handle(view->block());
  });
}

void oncourse_cross_products_free(oncourse_cross_products* cross_products) { delete cross_products; }

oncourse_status oncourse_cross_products_add(oncourse_cross_products* cross_products,
                                            const oncourse_cross_products* others, oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"cross_products", cross_products}, {"others", others}})) return trouble;
    if (cross_products == others) return Error{Errc::bad_argument, "others are the cross-products themselves"};
    return cross_products->sum.add(others->sum.block());
  });
}

oncourse_status oncourse_cross_products_add_bytes(oncourse_cross_products* cross_products, const void* bytes,
                                                  size_t length, oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"cross_products", cross_products}})) return trouble;
    const auto view = view_of(bytes, length);
    if (!view) return view.error();
    return cross_products->sum.add(*view);
  });
}

oncourse_status oncourse_cross_products_bytes(const oncourse_cross_products* cross_products, unsigned char* bytes,
                                              size_t capacity, size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"cross_products", cross_products}})) return *std::move(trouble);
    const ResponseBlock& block = cross_products->sum.block();
    const auto size = document_size(block);
    if (!size) return size.error();
    const auto room = c::write(bytes, capacity, static_cast<const unsigned char*>(nullptr), 0);
    if (!room) return room.error();
    if (bytes && capacity < *size)
      return Error{Errc::bad_argument, "room for " + text(capacity) + ", " + text(*size) + " are needed"};
    if (bytes) write_document(block, reinterpret_cast<std::byte*>(bytes));
    return *size;
  });
}

oncourse_status oncourse_cross_products_describe(const oncourse_cross_products* cross_products,
                                                 oncourse_cross_products_description* description,
                                                 oncourse_error* error) {
  return c::call(description, error, [&]() -> Result<oncourse_cross_products_description> {
    if (auto trouble = c::missing({{"cross_products", cross_products}})) return *std::move(trouble);
    const ResponseBlock& block = cross_products->sum.block();
    oncourse_cross_products_description out = ONCOURSE_CROSS_PRODUCTS_DESCRIPTION_INIT;
    out.instrument = c::literal(block.instrument);
    out.time_name = c::literal(block.design.time_name);
    out.time_unit = c::number_of(c::time_units, block.time_unit);
    out.time_basis = c::number_of(c::time_bases, block.design.time_basis);
    out.random_effects = c::number_of(c::random_effects, block.design.random);
    out.n_scores = block.data.n_obs;
    out.n_persons = block.data.n_persons;
    out.n_designs = static_cast<std::int64_t>(block.data.designs());
    return out;
  });
}

oncourse_status oncourse_cross_products_fit(const oncourse_cross_products* cross_products, int32_t likelihood,
                                            oncourse_model** model, oncourse_error* error) {
  return c::call(model, error, [&]() -> Result<std::unique_ptr<oncourse_model>> {
    if (auto trouble = c::missing({{"cross_products", cross_products}})) return *std::move(trouble);
    const auto chosen = c::one_of(c::likelihoods, likelihood, "likelihood");
    if (!chosen) return chosen.error();
    auto fitted = fit_response(cross_products->sum.block(), {*chosen, {}});
    if (!fitted) return fitted.error();
    return c::model_handle(*std::move(fitted));
  });
}

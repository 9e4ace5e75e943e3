// Values from and to JavaScript, and failures that become JavaScript errors.
#pragma once
#include <node_api.h>

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "tensorflow/c/tf_status.h"

namespace phd {

struct Failure : std::exception {
  std::string text;
  explicit Failure(std::string why) : text(std::move(why)) {}
  const char* what() const noexcept override { return text.c_str(); }
};

struct Status {
  TF_Status* status = TF_NewStatus();
  Status() = default;
  Status(const Status&) = delete;
  ~Status() { TF_DeleteStatus(status); }
  operator TF_Status*() const { return status; }
};

inline void Check(napi_status status, const char* what) {
  if (status != napi_ok) throw Failure(std::string("addon: expected ") + what);
}
inline void Check(const Status& status) {
  if (TF_GetCode(status) != TF_OK) throw Failure(TF_Message(status));
}

inline int64_t Integer(napi_env env, napi_value value) {
  int64_t number = 0;
  Check(napi_get_value_int64(env, value, &number), "a whole number");
  return number;
}
inline double Number(napi_env env, napi_value value) {
  double number = 0;
  Check(napi_get_value_double(env, value, &number), "a number");
  return number;
}
inline bool Flag(napi_env env, napi_value value) {
  bool flag = false;
  Check(napi_get_value_bool(env, value, &flag), "true or false");
  return flag;
}
inline std::string Text(napi_env env, napi_value value) {
  size_t length = 0;
  Check(napi_get_value_string_utf8(env, value, nullptr, 0, &length), "text");
  std::string text(length, '\0');
  napi_get_value_string_utf8(env, value, text.data(), length + 1, &length);
  return text;
}
inline bool IsList(napi_env env, napi_value value) {
  bool list = false;
  napi_is_array(env, value, &list);
  return list;
}
inline std::vector<napi_value> List(napi_env env, napi_value value) {
  uint32_t length = 0;
  Check(napi_get_array_length(env, value, &length), "a list");
  std::vector<napi_value> items(length);
  for (uint32_t i = 0; i < length; ++i) napi_get_element(env, value, i, &items[i]);
  return items;
}
inline std::vector<int64_t> Integers(napi_env env, napi_value value) {
  std::vector<int64_t> numbers;
  for (napi_value item : List(env, value)) numbers.push_back(Integer(env, item));
  return numbers;
}
inline napi_value Field(napi_env env, napi_value object, const char* name) {
  napi_value value;
  Check(napi_get_named_property(env, object, name, &value), name);
  return value;
}
inline napi_value Value(napi_env env, int64_t number) {
  napi_value value;
  napi_create_int64(env, number, &value);
  return value;
}

struct Bytes {
  const void* data = nullptr;
  size_t size = 0;
};
// The bytes of a typed array; valid until JavaScript runs again.
inline Bytes BytesOf(napi_env env, napi_value array) {
  static constexpr size_t widths[] = {1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8};  // in the order of napi_typedarray_type
  napi_typedarray_type type;
  size_t length = 0;
  void* data = nullptr;
  Check(napi_get_typedarray_info(env, array, &type, &length, &data, nullptr, nullptr), "a typed array");
  return {data, length * widths[type]};
}

using Method = napi_value (*)(napi_env, const std::vector<napi_value>&);

template <Method method, size_t arity>
napi_value Guarded(napi_env env, napi_callback_info info) {
  size_t count = arity;
  std::vector<napi_value> arguments(arity);
  napi_get_cb_info(env, info, &count, arguments.data(), nullptr, nullptr);
  try {
    if (count < arity) throw Failure("addon: expected more arguments");
    return method(env, arguments);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
    return nullptr;
  }
}

template <Method method, size_t arity>
void Export(napi_env env, napi_value exports, const char* name) {
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, Guarded<method, arity>, nullptr, &function);
  napi_set_named_property(env, exports, name, function);
}

}  // namespace phd

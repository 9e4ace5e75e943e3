// Opens a shared library with standard error turned away.
//
// TensorFlow logs a line about oneDNN from its static initialisers, before it reads TF_CPP_MIN_LOG_LEVEL; nothing but
// the file descriptor can silence that. Exports load(path): undefined, or an error that says why it did not open.
#include <dlfcn.h>
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

#include <string>

namespace {

napi_value Load(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  size_t length = 0;
  if (napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr) != napi_ok || count < 1 ||
      napi_get_value_string_utf8(env, argument, nullptr, 0, &length) != napi_ok) {
    napi_throw_type_error(env, nullptr, "load: expected the path of a library");
    return nullptr;
  }
  std::string path(length, '\0');
  napi_get_value_string_utf8(env, argument, path.data(), length + 1, &length);

  const int standard_error = dup(STDERR_FILENO);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  const bool turned = standard_error >= 0 && nowhere >= 0 && dup2(nowhere, STDERR_FILENO) >= 0;
  const bool opened = dlopen(path.c_str(), RTLD_LAZY | RTLD_GLOBAL) != nullptr;
  const char* reason = opened ? nullptr : dlerror();
  if (turned) dup2(standard_error, STDERR_FILENO);
  if (standard_error >= 0) close(standard_error);
  if (nowhere >= 0) close(nowhere);

  if (!opened) napi_throw_error(env, nullptr, reason != nullptr ? reason : "load: the library did not open");
  return nullptr;
}

}  // namespace

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "load", NAPI_AUTO_LENGTH, Load, nullptr, &function);
  napi_set_named_property(env, exports, "load", function);
  return exports;
}

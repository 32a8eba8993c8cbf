package io.tessera.inbound.kit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations that say nothing. */
public final class Defaults {
  private Defaults() {}

  /** One whose every value is the default. */
  public static <C extends Annotation> C of(Class<C> config) {
    return of(config, Map.of());
  }

  /** One whose every other value is the default. */
  public static <C extends Annotation> C of(Class<C> config, Map<String, Object> said) {
    return config.cast(
        Proxy.newProxyInstance(
            config.getClassLoader(),
            new Class<?>[] {config},
            (proxy, method, arguments) ->
                said.getOrDefault(method.getName(), method.getDefaultValue())));
  }
}

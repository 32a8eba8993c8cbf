package io.tessera.inbound.http;

import io.tessera.provisioning.api.Channel;
import java.util.List;

/**
 * One way into the server.
 *
 * @param name for logs, e.g. {@code scim2}
 * @param channel what callers are recorded with
 * @param resources JAX-RS resources, each method with {@link Requires}. Parameters may be
 *     {@code @Context Caller} and {@code @Context BaseUri}
 * @param choosesDomain whether the query parameter {@code domain} says which user store domain a
 *     request is about
 * @param providers further JAX-RS providers: body readers and writers, mappers of own exceptions
 */
public record Door(
    String name,
    Channel channel,
    boolean choosesDomain,
    List<Object> resources,
    List<Object> providers,
    ErrorFormat errors) {
  public Door {
    resources = List.copyOf(resources);
    providers = List.copyOf(providers);
  }
}

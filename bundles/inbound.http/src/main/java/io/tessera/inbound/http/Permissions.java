package io.tessera.inbound.http;

import io.tessera.provisioning.api.Permission;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;

/** Which permission each route of a door needs. */
final class Permissions {
  private final Map<Method, Permission> byMethod = new HashMap<>();
  private final List<OpenRoute> routes = new ArrayList<>();

  /**
   * Reads the annotations of all routes.
   *
   * @throws IllegalStateException a route has none
   */
  Permissions(List<ClassResourceInfo> resources) {
    List<String> undeclared = new ArrayList<>();
    for (ClassResourceInfo resource : resources) {
      if (!resource.getSubResources().isEmpty()) {
        undeclared.add(resource.getServiceClass().getName() + " (sub-resources are not allowed)");
      }
      for (OperationResourceInfo route :
          resource.getMethodDispatcher().getOperationResourceInfos()) {
        Requires requires = route.getAnnotatedMethod().getAnnotation(Requires.class);
        if (requires == null) {
          undeclared.add(resource.getServiceClass().getName() + "." + name(route));
        } else {
          byMethod.put(route.getMethodToInvoke(), requires.value());
          routes.add(OpenRoute.of(route.getHttpMethod(), path(resource, route), requires.value()));
        }
      }
    }
    if (!undeclared.isEmpty()) {
      throw new IllegalStateException("Routes without a declared permission: " + undeclared);
    }
  }

  private static String path(ClassResourceInfo resource, OperationResourceInfo route) {
    String path = resource.getURITemplate().getValue() + "/" + route.getURITemplate().getValue();
    String plain = path.replaceAll("/+", "/");
    return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
  }

  private static String name(OperationResourceInfo route) {
    return route.getMethodToInvoke().getName();
  }

  Permission of(OperationResourceInfo route) {
    Permission permission = byMethod.get(route.getMethodToInvoke());
    if (permission == null) {
      throw new IllegalStateException("No permission for " + route.getMethodToInvoke());
    }
    return permission;
  }

  /** By path, then by method. */
  List<OpenRoute> routes() {
    return routes.stream()
        .sorted(Comparator.comparing(OpenRoute::path).thenComparing(OpenRoute::method))
        .toList();
  }

  boolean anyForEverybody() {
    return byMethod.containsValue(Permission.ANYBODY);
  }
}

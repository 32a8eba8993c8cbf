package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Refuses query parameters that a route does not have: a misspelt filter would show everything. */
@Provider
public final class KnownParameters implements ContainerRequestFilter {
  private static final Set<String> TRUTHS = Set.of("true", "false");

  @Context private @Nullable ResourceInfo route;

  @Override
  public void filter(ContainerRequestContext request) {
    Set<String> given = request.getUriInfo().getQueryParameters().keySet();
    if (given.isEmpty() || route == null) {
      return;
    }
    Set<String> known = of(route.getResourceMethod());
    List<Problem> unknown =
        given.stream().filter(name -> !known.contains(name)).map(KnownParameters::problem).toList();
    String tried = request.getUriInfo().getQueryParameters().getFirst(DryRun.PARAMETER);
    if (unknown.isEmpty() && tried != null && !TRUTHS.contains(tried)) {
      throw RejectedException.at(
          Problem.Kind.INVALID_VALUE,
          AttributePath.of(DryRun.PARAMETER),
          "\"dryRun\" must be true or false.");
    }
    if (!unknown.isEmpty()) {
      throw new RejectedException(unknown);
    }
  }

  /** The names of a route's query parameters. */
  static Set<String> of(Method method) {
    Set<String> names = new TreeSet<>();
    for (Parameter parameter : method.getParameters()) {
      add(names, parameter);
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        Arrays.stream(parameter.getType().getDeclaredFields()).forEach(field -> add(names, field));
      }
    }
    if (method.isAnnotationPresent(DryRun.class)) {
      names.add(DryRun.PARAMETER);
    }
    return names;
  }

  private static void add(Set<String> names, AnnotatedElement element) {
    QueryParam parameter = element.getAnnotation(QueryParam.class);
    if (parameter != null) {
      names.add(parameter.value());
    }
  }

  private static Problem problem(String name) {
    return Problem.at(
        Problem.Kind.INVALID_VALUE,
        AttributePath.of(name),
        "\"" + name + "\" is not a parameter that is known here.");
  }
}

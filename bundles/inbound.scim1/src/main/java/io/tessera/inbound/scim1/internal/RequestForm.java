package io.tessera.inbound.scim1.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as the client means it: PUT, PATCH and DELETE may come as POST with {@code
 * X-HTTP-Method-Override} (draft-scim-api-01 section 3.8), and the format of the answer may be the
 * end of the path ({@code /Users/1.json}) in the place of {@code Accept} (section 3.6).
 */
final class RequestForm extends HttpServletRequestWrapper {
  private static final String OVERRIDE = "X-HTTP-Method-Override";
  private static final Set<String> OVERRIDABLE = Set.of("PUT", "PATCH", "DELETE");
  private static final String ACCEPT = "Accept";
  private static final Map<String, String> FORMATS =
      Map.of(".json", MediaTypes.JSON, ".xml", MediaTypes.XML);

  private final String method;
  private final String suffix;

  RequestForm(HttpServletRequest request) {
    super(request);
    this.method = method(request);
    this.suffix = suffix(request.getPathInfo());
  }

  private static String method(HttpServletRequest request) {
    String override = request.getHeader(OVERRIDE);
    if (override == null || !request.getMethod().equals("POST")) {
      return request.getMethod();
    }
    String wanted = override.strip().toUpperCase(Locale.ROOT);
    return OVERRIDABLE.contains(wanted) ? wanted : request.getMethod();
  }

  private static String suffix(@Nullable String path) {
    return path == null
        ? ""
        : FORMATS.keySet().stream().filter(path::endsWith).findFirst().orElse("");
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public @Nullable String getPathInfo() {
    String path = super.getPathInfo();
    return path == null ? null : cut(path);
  }

  @Override
  public String getRequestURI() {
    return cut(super.getRequestURI());
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(cut(super.getRequestURL().toString()));
  }

  private String cut(String text) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isAccept(name) ? FORMATS.get(suffix) : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isAccept(name)
        ? Collections.enumeration(Set.of(FORMATS.getOrDefault(suffix, MediaTypes.JSON)))
        : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    if (suffix.isEmpty()) {
      return super.getHeaderNames();
    }
    Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
    names.removeIf(ACCEPT::equalsIgnoreCase);
    names.add(ACCEPT);
    return Collections.enumeration(names);
  }

  private boolean isAccept(String name) {
    return !suffix.isEmpty() && ACCEPT.equalsIgnoreCase(name);
  }
}

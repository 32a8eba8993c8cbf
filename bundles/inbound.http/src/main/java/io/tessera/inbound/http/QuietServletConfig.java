package io.tessera.inbound.http;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Switches off the page on which CXF lists all services to whoever asks. */
final class QuietServletConfig implements ServletConfig {
  private static final String HIDE_LIST = "hide-service-list-page";

  private final ServletConfig given;

  QuietServletConfig(ServletConfig given) {
    this.given = given;
  }

  @Override
  public String getServletName() {
    return given.getServletName();
  }

  @Override
  public ServletContext getServletContext() {
    return given.getServletContext();
  }

  @Override
  public @Nullable String getInitParameter(String name) {
    return name.equals(HIDE_LIST) ? "true" : null;
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return Collections.enumeration(Set.of(HIDE_LIST));
  }
}

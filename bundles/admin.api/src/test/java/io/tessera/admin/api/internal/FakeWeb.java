package io.tessera.admin.api.internal;

import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.FilterDTO;
import org.osgi.service.servlet.runtime.dto.RequestInfoDTO;
import org.osgi.service.servlet.runtime.dto.ResourceDTO;
import org.osgi.service.servlet.runtime.dto.RuntimeDTO;
import org.osgi.service.servlet.runtime.dto.ServletContextDTO;
import org.osgi.service.servlet.runtime.dto.ServletDTO;

/** A web server that serves the door under test, and something that is behind no gate. */
final class FakeWeb implements HttpServiceRuntime {
  @Override
  public RuntimeDTO getRuntimeDTO() {
    ServletContextDTO context = new ServletContextDTO();
    context.servletDTOs =
        new ServletDTO[] {servlet("admin", "/api/v1/*"), servlet("live", "/health/live")};
    context.resourceDTOs = new ResourceDTO[0];
    context.filterDTOs = new FilterDTO[0];
    RuntimeDTO runtime = new RuntimeDTO();
    runtime.servletContextDTOs = new ServletContextDTO[] {context};
    return runtime;
  }

  private static ServletDTO servlet(String name, String pattern) {
    ServletDTO servlet = new ServletDTO();
    servlet.name = name;
    servlet.patterns = new String[] {pattern};
    return servlet;
  }

  @Override
  public RequestInfoDTO calculateRequestInfoDTO(String path) {
    throw new UnsupportedOperationException(path);
  }
}

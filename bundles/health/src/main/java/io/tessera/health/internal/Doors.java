package io.tessera.health.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.ServletContextDTO;
import org.osgi.service.servlet.runtime.dto.ServletDTO;

/**
 * The servlets that the web server really serves. A servlet service that exists is not enough: the
 * whiteboard takes it up later, or not at all when its initialisation fails.
 */
@Component(service = Doors.class)
public final class Doors {
  private final HttpServiceRuntime web;

  @Activate
  public Doors(@Reference(name = "web") HttpServiceRuntime web) {
    this.web = web;
  }

  /**
   * @param patterns servlet patterns, for example {@code /scim2/*}
   * @return those that are not served, in words for the log
   */
  List<String> missing(List<String> patterns) {
    Set<String> served = new HashSet<>();
    for (ServletContextDTO context : web.getRuntimeDTO().servletContextDTOs) {
      for (ServletDTO servlet : context.servletDTOs) {
        served.addAll(Arrays.asList(servlet.patterns));
      }
    }
    List<String> missing = new ArrayList<>();
    for (String pattern : patterns) {
      if (!served.contains(pattern)) {
        missing.add(pattern + ": not served yet");
      }
    }
    return missing;
  }
}

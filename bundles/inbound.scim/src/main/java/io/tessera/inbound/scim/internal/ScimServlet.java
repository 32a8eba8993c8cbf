package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.Door;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.JaxRsServlet;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Provisioning;
import jakarta.servlet.Servlet;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Where SCIM 2.0 clients come in. */
@Component(name = "io.tessera.inbound.scim", service = Servlet.class)
@HttpWhiteboardServletName("scim2")
@HttpWhiteboardServletPattern({"/scim2/*", "/scim/v2/*"})
public final class ScimServlet extends JaxRsServlet {
  private static final long serialVersionUID = 1L;

  @Activate
  public ScimServlet(
      @Reference(name = "gate") Gate gate,
      @Reference(name = "provisioning") Provisioning provisioning) {
    super(gate, door(provisioning, gate.maxBodyBytes()));
  }

  private static Door door(Provisioning provisioning, long maxPayload) {
    Codecs codecs = new Codecs(provisioning);
    return new Door(
        "scim2",
        Channel.SCIM2,
        List.of(
            new UsersResource(provisioning, codecs),
            new GroupsResource(provisioning, codecs),
            new BulkResource(provisioning, codecs),
            new DiscoveryResource(provisioning, maxPayload),
            new UnsupportedResource()),
        List.of(new AttributesBody()),
        new ScimErrors());
  }
}

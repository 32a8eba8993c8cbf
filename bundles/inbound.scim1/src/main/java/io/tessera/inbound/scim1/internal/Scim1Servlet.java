package io.tessera.inbound.scim1.internal;

import io.tessera.inbound.http.Door;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.JaxRsServlet;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.api.admin.UserStores;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Where SCIM 1.1 clients come in. */
@Component(name = "io.tessera.inbound.scim1", service = Servlet.class)
@HttpWhiteboardServletName("scim1")
@HttpWhiteboardServletPattern({"/wso2/scim/*", "/scim/v1/*"})
public final class Scim1Servlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Behind behind;

  @Activate
  public Scim1Servlet(
      @Reference(name = "gate") Gate gate,
      @Reference(name = "provisioning") Provisioning provisioning,
      @Reference(name = "userStores") UserStores userStores) {
    this.behind = new Behind(gate, door(gate, provisioning, new Domains(userStores)));
  }

  private static Door door(Gate gate, Provisioning provisioning, Domains domains) {
    Endpoint users = new Endpoint(provisioning, domains, ResourceType.USER);
    Endpoint groups = new Endpoint(provisioning, domains, ResourceType.GROUP);
    return new Door(
        "scim1",
        Channel.SCIM1,
        false,
        List.of(
            new UsersResource(users),
            new GroupsResource(groups),
            new DiscoveryResource(provisioning, gate.maxBodyBytes()),
            new BulkResource(users, groups)),
        List.of(new AttributesBody()),
        new Scim1Errors());
  }

  @Override
  public void init() throws ServletException {
    behind.init(getServletConfig());
  }

  @Override
  public void destroy() {
    behind.destroy();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    behind.service(new RequestForm(request), response);
  }

  /** The resources behind the gate, which see requests in their usual form. */
  private static final class Behind extends JaxRsServlet {
    private static final long serialVersionUID = 1L;

    Behind(Gate gate, Door door) {
      super(gate, door);
    }
  }
}

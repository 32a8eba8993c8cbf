package io.tessera.inbound.http;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;
import org.apache.cxf.jaxrs.impl.AbstractPropertiesImpl;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.message.Message;

/** Lets a caller through to a route when they hold the permission it names. */
final class PermissionCheck implements ContainerRequestFilter {
  private volatile Permissions permissions = new Permissions(List.of());

  /**
   * Tells which routes there are.
   *
   * @throws IllegalStateException a route names no permission
   */
  Permissions learn(List<ClassResourceInfo> resources) {
    permissions = new Permissions(resources);
    return permissions;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Message message = ((AbstractPropertiesImpl) request).getMessage();
    OperationResourceInfo route = message.getExchange().get(OperationResourceInfo.class);
    Permission needed = permissions.of(route);
    if (needed == Permission.ANYBODY) {
      return;
    }
    Admission admission = Requests.admission(message);
    if (admission instanceof Admission.Anonymous anonymous) {
      throw new NotAdmittedException(anonymous.otherwise());
    }
    Caller caller = Requests.caller(message);
    if (!caller.may(needed)) {
      throw new NotAdmittedException(GatedServlet.lacking(Requests.http(message), needed));
    }
  }
}

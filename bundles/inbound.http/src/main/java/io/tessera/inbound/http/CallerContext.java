package io.tessera.inbound.http;

import io.tessera.provisioning.api.Caller;
import java.util.List;
import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.message.Message;

/** Makes {@code @Context Caller} a parameter of resource methods. */
final class CallerContext implements ContextProvider<Caller> {
  @Override
  public Caller createContext(Message message) {
    Caller caller = Requests.caller(message);
    return isTried(message) ? caller.trying() : caller;
  }

  private static boolean isTried(Message message) {
    String query = Requests.http(message).getQueryString();
    OperationResourceInfo route = message.getExchange().get(OperationResourceInfo.class);
    return query != null
        && route != null
        && route.getAnnotatedMethod().isAnnotationPresent(DryRun.class)
        && List.of(query.split("&", -1)).contains(DryRun.PARAMETER + "=true");
  }
}

package io.tessera.inbound.http;

import io.tessera.provisioning.api.Caller;
import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.message.Message;

/** Makes {@code @Context Caller} a parameter of resource methods. */
final class CallerContext implements ContextProvider<Caller> {
  @Override
  public Caller createContext(Message message) {
    return Requests.caller(message);
  }
}

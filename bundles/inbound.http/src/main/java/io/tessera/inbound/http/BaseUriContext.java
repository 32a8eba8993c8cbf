package io.tessera.inbound.http;

import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.message.Message;

/** Makes {@code @Context BaseUri} a parameter of resource methods. */
final class BaseUriContext implements ContextProvider<BaseUri> {
  @Override
  public BaseUri createContext(Message message) {
    return BaseUri.of(Requests.http(message));
  }
}

package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.GatedServlet;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.service.invoker.Invoker;
import org.apache.cxf.service.invoker.MethodDispatcher;

/** Has an operation carried out for a caller who holds the permission it needs. */
final class Invocation<T> implements Invoker {
  private final SoapService<T> service;
  private final Operations operations;

  Invocation(SoapService<T> service, Operations operations) {
    this.service = service;
    this.operations = operations;
  }

  @Override
  public Object invoke(Exchange exchange, Object parameters) {
    Method operation = operation(exchange);
    Caller caller = exchange.get(Caller.class);
    Permission needed = operations.of(operation);
    requireEnd(exchange);
    Visit visit = Visit.of(exchange.getInMessage());
    if (!caller.may(needed)) {
      throw new Fault(new RefusedException(GatedServlet.lacking(visit.request(), needed)));
    }
    T carrier =
        service.forCaller().apply(new Asker(caller, about -> visit.ask().apply(caller, about)));
    try {
      Object result = operation.invoke(carrier, request(parameters));
      return operation.getReturnType() == void.class
          ? new MessageContentsList()
          : new MessageContentsList(result);
    } catch (InvocationTargetException thrown) {
      throw new Fault(thrown.getCause());
    } catch (IllegalAccessException | IllegalArgumentException misfit) {
      throw new Fault(misfit);
    }
  }

  /** One message comes in; SOAPAction alone names an operation too, but says nothing to it. */
  private static Object request(Object parameters) {
    if (parameters instanceof List<?> list && list.size() == 1 && list.get(0) != null) {
      return list.get(0);
    }
    throw new Fault(new EnvelopeException("", "The Body holds no request."));
  }

  private static void requireEnd(Exchange exchange) {
    try {
      exchange.get(CheckedReader.class).end();
    } catch (XMLStreamException unreadable) {
      throw new Fault(unreadable);
    }
  }

  private static Method operation(Exchange exchange) {
    if (exchange.getBindingOperationInfo() == null) {
      throw new Fault(new EnvelopeException("", "The Body holds no request."));
    }
    Object methods = exchange.getService().get(MethodDispatcher.class.getName());
    if (methods instanceof MethodDispatcher dispatcher) {
      return dispatcher.getMethod(exchange.getBindingOperationInfo());
    }
    throw new IllegalStateException("The service does not know its methods");
  }
}

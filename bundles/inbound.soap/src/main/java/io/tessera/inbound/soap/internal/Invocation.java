package io.tessera.inbound.soap.internal;

import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
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
    if (!caller.may(needed)) {
      throw new Fault(
          RejectedException.of(Kind.FORBIDDEN, "This needs the permission " + needed.key() + "."));
    }
    Visit visit = Visit.of(exchange.getInMessage());
    T carrier = service.forCaller().apply(new Asker(caller, visit.signIn()));
    try {
      Object result = operation.invoke(carrier, ((List<?>) parameters).toArray());
      return operation.getReturnType() == void.class
          ? new MessageContentsList()
          : new MessageContentsList(result);
    } catch (InvocationTargetException thrown) {
      throw new Fault(thrown.getCause());
    } catch (IllegalAccessException | IllegalArgumentException misfit) {
      throw new Fault(misfit);
    }
  }

  private static Method operation(Exchange exchange) {
    Object methods = exchange.getService().get(MethodDispatcher.class.getName());
    if (methods instanceof MethodDispatcher dispatcher) {
      return dispatcher.getMethod(exchange.getBindingOperationInfo());
    }
    throw new IllegalStateException("The service does not know its methods");
  }
}

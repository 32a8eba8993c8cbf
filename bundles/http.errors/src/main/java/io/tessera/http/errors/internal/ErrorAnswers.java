package io.tessera.http.errors.internal;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.osgi.service.component.annotations.Component;

/**
 * Gives the web server its error pages. Felix hands the server to nobody but factories of
 * connectors; the one made here leads nowhere.
 */
@Component(name = "io.tessera.http.errors")
public final class ErrorAnswers implements ConnectorFactory {
  @Override
  public Connector createConnector(Server server) {
    server.setErrorHandler(new JsonErrors());
    for (ContextHandler context : server.getDescendants(ContextHandler.class)) {
      context.setErrorHandler(new JsonErrors());
    }
    return new Closed(server);
  }

  /** Felix takes every connector for one with an address; this one never opens it. */
  private static final class Closed extends ServerConnector {
    Closed(Server server) {
      super(server);
    }

    @Override
    protected void doStart() {}

    @Override
    protected void doStop() {}
  }
}

package io.tessera.http.loopback.internal;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Gives the web server a second connector, without TLS and on the loopback address whatever the
 * server binds to otherwise: Felix has one host setting for both of its own.
 */
@Component(name = "io.tessera.http.loopback", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LoopbackConnectorFactory.Config.class)
public final class LoopbackConnectorFactory implements ConnectorFactory {
  private static final String LOOPBACK = "127.0.0.1";

  @ObjectClassDefinition(name = "Plain HTTP on the loopback address")
  @interface Config {
    int port();

    int idleTimeoutMillis() default 60_000;

    int requestHeaderBytes() default 16_384;
  }

  private final Config config;

  @Activate
  public LoopbackConnectorFactory(Config config) {
    this.config = config;
  }

  @Override
  public Connector createConnector(Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(config.requestHeaderBytes());
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    connector.setPort(config.port());
    connector.setIdleTimeout(config.idleTimeoutMillis());
    return connector;
  }
}

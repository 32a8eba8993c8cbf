package io.tessera.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS connections to a server under attack: who it is does not matter, what it accepts does. */
final class Tls {
  private static final int PATIENCE_MILLIS = 20_000;

  private Tls() {}

  private static final class AnyServer implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  static SSLSocket open(int port) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyServer()}, null);
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return socket;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  static RawHttp.Answer get(int port, String path) throws IOException {
    try (SSLSocket socket = open(port)) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return RawHttp.answer(socket);
    }
  }

  /** A ClientHello (RFC 5246 section 7.4.1.2) of an old protocol with what was usual then. */
  static byte[] helloOf(int version) {
    int[] suites = {0xc013, 0xc014, 0xc009, 0xc00a, 0x002f, 0x0035, 0x000a, 0x0005};
    ByteBuffer hello = ByteBuffer.allocate(256);
    hello.put((byte) 22).putShort((short) version).putShort((short) 0);
    int message = hello.position();
    hello.put((byte) 1).put((byte) 0).putShort((short) 0);
    hello.putShort((short) version).put(new byte[32]).put((byte) 0);
    hello.putShort((short) (suites.length * 2));
    for (int suite : suites) {
      hello.putShort((short) suite);
    }
    hello.put((byte) 1).put((byte) 0);
    int end = hello.position();
    hello.putShort(3, (short) (end - message));
    hello.putShort(message + 2, (short) (end - message - 4));
    return java.util.Arrays.copyOf(hello.array(), end);
  }
}

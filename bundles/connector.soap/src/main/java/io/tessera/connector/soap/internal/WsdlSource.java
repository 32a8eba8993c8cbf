package io.tessera.connector.soap.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.soap.internal.WsdlReader.Document;
import io.tessera.connector.soap.internal.WsdlReader.Documents;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.xml.SoapClient;
import io.tessera.connector.xml.XmlElement;
import io.tessera.connector.xml.XmlFormatException;
import io.tessera.connector.xml.XmlIntake;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the WSDL is: a URL, a file, or the setting itself. What it imports comes from the same
 * place or not at all; types that are nowhere else are missed only when a message needs them.
 */
sealed interface WsdlSource extends Documents {
  /** Stands for a document that is not fetched. */
  Document NOTHING = new Document("", XmlElement.of(Schemas.XSD, "schema").build());

  /** The WSDL itself. */
  Document main() throws HttpFailure, XmlFormatException, InterruptedException;

  /**
   * Whether the WSDL may say that the service is there. It was chosen to be asked; who answers must
   * not choose who else gets credentials and passwords.
   */
  default boolean mayName(URI endpoint) {
    return true;
  }

  /** Tells which it is by how the setting begins. */
  static WsdlSource of(String setting, SoapClient client) {
    String text = setting.strip();
    if (text.isEmpty()) {
      throw new ConfigurationException("wsdl", "is missing; set it.");
    }
    if (text.startsWith("<")) {
      return new Embedded(text);
    }
    if (text.matches("(?i)https?:.*")) {
      return new Remote(ServiceUrl.of("wsdl", text), client);
    }
    try {
      return new File(Path.of(text).toAbsolutePath().normalize());
    } catch (InvalidPathException neither) {
      throw new ConfigurationException("wsdl", "is neither a URL nor a file nor a WSDL.");
    }
  }

  /** In the settings. */
  record Embedded(String text) implements WsdlSource {
    @Override
    public Document main() throws XmlFormatException {
      return new Document("", new XmlIntake().read(text.getBytes(UTF_8), "UTF-8"));
    }

    @Override
    public Document get(String base, String location) {
      return NOTHING;
    }
  }

  /** At the service. Its documents are asked for with the target's credentials. */
  record Remote(URI uri, SoapClient client) implements WsdlSource {
    @Override
    public Document main() throws HttpFailure, InterruptedException {
      return new Document(uri.toString(), client.document(uri));
    }

    @Override
    public Document get(String base, String location) throws HttpFailure, InterruptedException {
      URI other = resolved(base, location);
      return mayName(other) ? new Document(other.toString(), client.document(other)) : NOTHING;
    }

    @Override
    public boolean mayName(URI endpoint) {
      return Objects.equals(authority(endpoint), authority(uri));
    }

    /** Scheme, host and port, in one way of writing; null: it has no host. */
    private static @Nullable String authority(URI uri) {
      if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
        return null;
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int usual = scheme.equals("https") ? 443 : 80;
      int port = uri.getPort() < 0 ? usual : uri.getPort();
      return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static URI resolved(String base, String location) {
      try {
        return URI.create(base).resolve(new URI(location.strip()));
      } catch (URISyntaxException odd) {
        return URI.create("odd:location");
      }
    }
  }

  /** A file, and those beside and below it. */
  record File(Path path) implements WsdlSource {
    private static final int LARGEST = 8 << 20;

    @Override
    public Document main() throws HttpFailure, XmlFormatException {
      return read(path);
    }

    @Override
    public Document get(String base, String location) throws HttpFailure, XmlFormatException {
      try {
        Path other = Path.of(base).resolveSibling(location.strip()).normalize();
        boolean ours = other.startsWith(Objects.requireNonNull(path.getParent()));
        return ours ? read(other) : NOTHING;
      } catch (InvalidPathException url) {
        return NOTHING;
      }
    }

    private static Document read(Path file) throws HttpFailure, XmlFormatException {
      try {
        if (Files.size(file) > LARGEST) {
          throw new HttpFailure(
              FailureKind.CONFIGURATION, "The WSDL file is larger than 8 MiB; check wsdl.");
        }
        return new Document(file.toString(), new XmlIntake().read(Files.readAllBytes(file), null));
      } catch (IOException unreadable) {
        throw new HttpFailure(
            FailureKind.CONFIGURATION, "The WSDL file cannot be read; check wsdl.");
      }
    }
  }
}

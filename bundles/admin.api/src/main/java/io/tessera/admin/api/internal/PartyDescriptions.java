package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.spi.PartyMetadata;
import io.tessera.provisioning.api.spi.PartyMetadata.Described;
import io.tessera.provisioning.api.spi.PartyMetadata.UnreadableMetadataException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The one place where those come and go who read how parties describe themselves. */
@Component(service = PartyDescriptions.class)
public final class PartyDescriptions {
  private final List<PartyMetadata> readers = new CopyOnWriteArrayList<>();

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addReader(PartyMetadata reader) {
    readers.add(reader);
  }

  void removeReader(PartyMetadata reader) {
    readers.remove(reader);
  }

  /**
   * @throws UnreadableMetadataException nobody can read it; why, in the words of the last who tried
   */
  Described read(byte[] document) {
    UnreadableMetadataException unread =
        new UnreadableMetadataException("No protocol that describes parties is installed.");
    for (PartyMetadata reader : readers) {
      try {
        return reader.read(document);
      } catch (UnreadableMetadataException wrong) {
        unread = wrong;
      }
    }
    throw unread;
  }
}

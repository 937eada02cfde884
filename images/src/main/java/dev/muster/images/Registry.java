package dev.muster.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.image.json.V22ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestListTemplate.ManifestDescriptorTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import com.google.cloud.tools.jib.registry.RegistryClient;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Registries, with what the user's Docker configuration says about logging in.
 *
 * @param insecure whether one may be spoken to in the clear
 */
record Registry(boolean insecure) {
    RegistryImage image(String reference) throws InvalidImageReferenceException {
        ImageReference parsed = ImageReference.parse(reference);
        return RegistryImage.named(parsed)
                .addCredentialRetriever(
                        CredentialRetrieverFactory.forImage(parsed, log -> {}).dockerConfig());
    }

    /** The same target with what holds for every run. */
    Containerizer allowing(Containerizer target, Path work) {
        return target.setAllowInsecureRegistries(insecure)
                .setToolName("muster")
                // Of its own: what is in a cache that others write to is not ours to vouch for.
                .setBaseImageLayersCache(work.resolve("base-layers"))
                .setApplicationLayersCache(work.resolve("layers"));
    }

    /**
     * Pushes a list of one image for each platform; whoever pulls it gets the one for theirs.
     *
     * @param images the tag of each, which is in the registry already
     * @return the digest of the list
     */
    DescriptorDigest pushList(ImageReference reference, Map<Platform, String> images)
            throws IOException, RegistryException, CredentialRetrievalException {
        FailoverHttpClient http = new FailoverHttpClient(insecure, false, log -> {});
        try {
            RegistryClient client = client(reference, http);
            V22ManifestListTemplate list = new V22ManifestListTemplate();
            for (Map.Entry<Platform, String> image : images.entrySet()) {
                var manifest = client.pullManifest(image.getValue());
                ManifestDescriptorTemplate entry = new ManifestDescriptorTemplate();
                entry.setMediaType(manifest.getManifest().getManifestMediaType());
                // As Jib wrote it: what it writes again is the same.
                entry.setSize(JsonTemplateMapper.toByteArray(manifest.getManifest()).length);
                entry.setDigest(manifest.getDigest().toString());
                entry.setPlatform(
                        image.getKey().getArchitecture(), image.getKey().getOs());
                list.addManifest(entry);
            }
            return client.pushManifest(list, reference.getQualifier());
        } finally {
            http.shutDown();
        }
    }

    private static RegistryClient client(ImageReference reference, FailoverHttpClient http)
            throws IOException, RegistryException, CredentialRetrievalException {
        RegistryClient.Factory factory =
                RegistryClient.factory(EventHandlers.NONE, reference.getRegistry(), reference.getRepository(), http);
        Consumer<Credential> use = factory::setCredential;
        Optional<Credential> credential = CredentialRetrieverFactory.forImage(reference, log -> {})
                .dockerConfig()
                .retrieve();
        credential.ifPresent(use);
        RegistryClient client = factory.newRegistryClient();
        if (!client.doPushBearerAuth() && credential.isPresent()) {
            client.configureBasicAuth();
        }
        return client;
    }
}

package dev.muster.cli.conform;

/** Every image is pinned: what was tried is what runs, today and when a node is replaced. */
final class ImagesRule implements Rule {
    @Override
    public String name() {
        return "images";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        for (Manifest object : overlay.objects()) {
            object.containers()
                    .map(container -> container.get("image"))
                    .filter(image -> !pinned(image.text()))
                    .forEach(image -> complaints.add(
                            object,
                            image,
                            "is \"" + image.text() + "\", which is another image tomorrow",
                            "name a version or a digest: the overlay's images say newTag or digest"));
        }
    }

    private static boolean pinned(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        int colon = last.indexOf(':');
        return image.contains("@sha256:")
                || (colon > 0 && !last.substring(colon + 1).equals("latest"));
    }
}

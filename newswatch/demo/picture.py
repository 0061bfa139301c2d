"""The paper's pictures: a quay, some water and a sky, drawn from the story's name and from nothing else."""

from hashlib import sha256


def draw(name: str) -> str:
    """Return a picture as SVG, the same one for the same name."""
    seed = sha256(name.encode()).digest()
    hue, sun = seed[0] * 360 // 256, 120 + seed[1] * 3
    houses = "".join(
        f'<rect x="{place * 80}" y="{300 - seed[place + 2] // 2}" width="78"'
        f' height="{110 + seed[place + 2] // 2}"'
        f' fill="hsl({hue},{12 + seed[place + 14] // 16}%,{22 + seed[place + 3] // 12}%)"/>'
        for place in range(12)
    )
    waves = "".join(
        f'<path d="M0 {420 + 26 * row} q 60 -{6 + seed[20 + row] // 20} 120 0 t 120 0{" t 120 0" * 6}"'
        f' fill="none" stroke="hsl({hue},30%,78%)" stroke-width="2" opacity="0.6"/>'
        for row in range(5)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 540" role="img" aria-label="">
<rect width="960" height="540" fill="hsl({hue},38%,84%)"/>
<circle cx="{sun}" cy="{90 + seed[31] // 3}" r="{30 + seed[30] // 8}" fill="hsl(44,85%,84%)"/>
{houses}
<rect y="400" width="960" height="140" fill="hsl({(hue + 20) % 360},34%,46%)"/>
{waves}
</svg>
"""

// Runs in the browser: draws a chart and puts what can be seen of it into the title.
/* global mermaid, document, getComputedStyle */

globalThis.draw = async (chart) => {
  let result
  try {
    mermaid.initialize({ startOnLoad: false })
    const { svg } = await mermaid.render("chart", chart)
    document.body.insertAdjacentHTML("beforeend", svg)
    result = read(document.querySelector("#chart"))
  } catch (error) {
    result = { error: String(error) }
  }
  document.title = encodeURIComponent(JSON.stringify(result))
}

function read(svg) {
  const nodes = [...svg.querySelectorAll("g.node")]
  const shapes = nodes.map((node) => node.querySelector("rect, polygon, path"))
  const boxes = shapes.map((shape) => shape.getBoundingClientRect())
  return {
    nodes: nodes.map((node, at) => ({
      lines: node.querySelector(".nodeLabel").innerText.trim().split("\n"),
      y: Math.round(boxes[at].y + boxes[at].height / 2),
      border: parseFloat(getComputedStyle(shapes[at]).strokeWidth),
      isClear:
        isWithin(node.querySelector(".nodeLabel").getBoundingClientRect(), boxes[at]) &&
        boxes.every((box, other) => other === at || isApart(box, boxes[at])),
    })),
    edges: [...svg.querySelectorAll("path.flowchart-link")].map((line) => ({
      ...endsOf(svg, line, boxes),
      dotted: line.classList.contains("edge-pattern-dotted"),
    })),
  }
}

// By what is drawn: the boxes that the ends of the line are nearest to.
function endsOf(svg, line, boxes) {
  const at = (length) => line.getPointAtLength(length).matrixTransform(line.getScreenCTM())
  return { from: nearest(at(0), boxes), to: nearest(at(line.getTotalLength()), boxes) }
}

function nearest({ x, y }, boxes) {
  const far = boxes.map((box) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)),
  )
  return far.indexOf(Math.min(...far))
}

function isWithin(inner, outer) {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  )
}

function isApart(a, b) {
  return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
}

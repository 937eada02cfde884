-- Healthy while the head is ready and the cluster has once been whole. How many workers there are is the autoscaler's business.
local health = { status = "Progressing", message = "waiting for the operator" }
if obj.spec ~= nil and obj.spec.suspend == true then
  return { status = "Suspended", message = "suspended" }
end
if obj.status == nil then
  return health
end
-- Not observedGeneration: the operator leaves it behind when nothing else of the status changes.
local state = {}
for _, condition in ipairs(obj.status.conditions or {}) do
  state[condition.type] = condition
end
local function is(type, value)
  return state[type] ~= nil and state[type].status == value
end
if is("ReplicaFailure", "True") then
  return { status = "Degraded", message = state.ReplicaFailure.message or state.ReplicaFailure.reason or "a pod failed" }
end
if is("RayClusterProvisioned", "True") and is("HeadPodReady", "True") then
  return { status = "Healthy", message = "the head is ready" }
end
if is("RayClusterProvisioned", "True") and is("HeadPodReady", "False") then
  return { status = "Degraded", message = state.HeadPodReady.message or state.HeadPodReady.reason or "the head is not ready" }
end
if state.HeadPodReady ~= nil then
  health.message = state.HeadPodReady.message or state.HeadPodReady.reason or health.message
end
return health
